// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/advisory_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace interlock::exceptions {
namespace {

// PREFIX-YEAR-NUMBER for all schemes but GHSA.
struct Scheme {
  std::string_view prefix;
  size_t least_digits;
  int first_year;
  std::string_view example;
};
constexpr Scheme kSchemes[] = {
    {"CVE", 4, 1999, "CVE-2024-12345"},
    {"RUSTSEC", 4, 2016, "RUSTSEC-2024-0001"},
    {"PYSEC", 1, 2005, "PYSEC-2024-48"},
    {"GO", 4, 2020, "GO-2024-2687"},
};
constexpr int kLastYear = 2099;
constexpr std::string_view kGhsaExample = "GHSA-9wv6-86v2-598j";
// The letters and digits that GitHub draws its ids from.
constexpr std::string_view kGhsaAlphabet = "23456789cfghjmpqrvwx";

bool HasDigit(std::string_view text) {
  return std::ranges::any_of(text, IsDigit);
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

bool IsSeparator(char c) {
  return c == '-' || c == '_' || c == ' ' || c == ':' || c == '.' || c == '/';
}

// Whether the id tries to be of the scheme: "cve_2024_1", not "go-getter".
bool Attempts(std::string_view id, std::string_view prefix) {
  if (!StartsWithIgnoringCase(id, prefix)) return false;
  std::string_view rest = id.substr(prefix.size());
  if (rest.empty()) return false;
  bool separated = IsSeparator(rest.front()) && rest.size() > 1;
  bool joined = IsDigit(rest.front());
  if (!separated && !joined) return false;
  if (prefix == "GO") return IsDigit(rest[separated ? 1 : 0]);
  return id.starts_with(prefix) || HasDigit(rest);
}

// The runs of letters and digits after the prefix.
std::vector<std::string_view> PartsAfter(std::string_view id, size_t prefix) {
  std::vector<std::string_view> parts;
  std::string_view rest = id.substr(prefix);
  while (!rest.empty()) {
    size_t end = 0;
    while (end < rest.size() && !IsSeparator(rest[end])) ++end;
    if (end > 0) parts.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return parts;
}

int YearOf(std::string_view text) {
  if (text.size() != 4 || !AllDigits(text)) return 0;
  int year = 0;
  for (char c : text) year = year * 10 + (c - '0');
  return year;
}

IdFault CheckNumbered(std::string_view id, const Scheme& scheme) {
  IdFault fault{"", std::string(scheme.example), ""};
  auto parts = PartsAfter(id, scheme.prefix.size());
  if (parts.size() != 2) {
    fault.found = "it is not made of a year and a number";
    return fault;
  }
  int year = YearOf(parts[0]);
  std::string_view number = parts[1];
  if (year < scheme.first_year || year > kLastYear) {
    fault.found =
        fmt::format("'{}' is no year of that scheme", Printable(parts[0]));
  } else if (!AllDigits(number)) {
    fault.found = fmt::format("'{}' is no number", Printable(number));
  } else if (number.size() < scheme.least_digits) {
    fault.found = fmt::format("the number '{}' has fewer than {} digits",
                              number, scheme.least_digits);
  } else if (number.size() > std::max<size_t>(4, scheme.least_digits) &&
             number.front() == '0') {
    fault.found = fmt::format("the number '{}' has a zero too many", number);
  } else {
    fault.near = fmt::format("{}-{}-{}", scheme.prefix, parts[0], number);
    if (fault.near == id) return {};
    fault.found = "its letters or separators differ";
  }
  return fault;
}

IdFault CheckGhsa(std::string_view id) {
  IdFault fault{"", std::string(kGhsaExample), ""};
  auto parts = PartsAfter(id, 4);
  if (parts.size() != 3) {
    fault.found = "it is not made of three groups";
    return fault;
  }
  fault.near = "GHSA";
  for (std::string_view part : parts) {
    std::string lower = AsciiLower(part);
    size_t strange = lower.find_first_not_of(kGhsaAlphabet);
    if (lower.size() != 4) {
      fault.found = fmt::format("the group '{}' does not have four characters",
                                Printable(part));
    } else if (strange != std::string::npos) {
      fault.found = fmt::format(
          "the group '{}' has a character that such "
          "ids never use",
          Printable(part));
    }
    if (!fault.found.empty()) {
      fault.near.clear();
      return fault;
    }
    fault.near += "-" + lower;
  }
  if (fault.near == id) return {};
  fault.found = "its letters or separators differ";
  return fault;
}

}  // namespace

IdFault FindIdFault(std::string_view id) {
  std::string_view trimmed = id.substr(0, 200);
  if (Attempts(trimmed, "GHSA")) return CheckGhsa(trimmed);
  for (const Scheme& scheme : kSchemes) {
    if (Attempts(trimmed, scheme.prefix)) {
      return CheckNumbered(trimmed, scheme);
    }
  }
  return {};
}

}  // namespace interlock::exceptions
