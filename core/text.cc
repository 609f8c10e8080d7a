// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace interlock {

namespace {

constexpr char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Longer words are never a slip of one of our short names.
constexpr size_t kLongestWord = 100;

// How many insertions, deletions, replacements and swaps of neighbours turn
// `a` into `b`, or more than `limit` as soon as that is certain.
size_t EditDistance(std::string_view a, std::string_view b, size_t limit) {
  size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  using Row = std::array<size_t, kLongestWord + 1>;
  Row rows[3];
  Row* before = &rows[0];
  Row* last = &rows[1];
  Row* row = &rows[2];
  for (size_t j = 0; j <= b.size(); ++j) (*last)[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    (*row)[0] = i;
    size_t least = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t changed = Lower(a[i - 1]) == Lower(b[j - 1]) ? 0 : 1;
      size_t best = std::min(
          {(*last)[j] + 1, (*row)[j - 1] + 1, (*last)[j - 1] + changed});
      bool swapped = i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) &&
                     Lower(a[i - 2]) == Lower(b[j - 1]);
      if (swapped) best = std::min(best, (*before)[j - 2] + 1);
      (*row)[j] = best;
      least = std::min(least, best);
    }
    // A swap may reach one row further back, at one more.
    if (least > limit + 1) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return (*last)[b.size()];
}

// Characters that a terminal does not show as themselves: controls, line and
// paragraph separators, what reorders or hides the text around it.
constexpr bool IsUnprintable(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200B ||
         c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

void AppendEscape(uint32_t code_point, std::string& out) {
  if (code_point == '\n') {
    out += "\\n";
  } else if (code_point == '\r') {
    out += "\\r";
  } else if (code_point == '\t') {
    out += "\\t";
  } else if (code_point < 0x80) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", code_point);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{{{:04x}}}", code_point);
  }
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view prefix) {
  return EqualsIgnoringCase(text.substr(0, prefix.size()), prefix);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = Lower(c);
  return lower;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string Join(std::span<const std::string> parts,
                 std::string_view separator) {
  std::string joined;
  for (const std::string& part : parts) {
    if (&part != parts.data()) joined += separator;
    joined += part;
  }
  return joined;
}

std::string_view Nearest(std::string_view word,
                         std::span<const std::string_view> candidates) {
  std::string_view nearest;
  if (word.empty() || word.size() > kLongestWord) return nearest;
  size_t least = kLongestWord;
  for (std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > kLongestWord) continue;
    size_t limit = std::max(word.size(), candidate.size()) / 3;
    size_t distance = EditDistance(word, candidate, limit);
    if (distance > limit || distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

std::string Printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    size_t plain = at;
    while (at < text.size() && text[at] >= ' ' && text[at] <= '~') ++at;
    out += text.substr(plain, at - plain);
    if (at == text.size()) break;
    Decoded decoded = DecodeUtf8(text, at);
    std::string_view bytes = text.substr(at, decoded.length);
    at += decoded.length;
    if (!decoded.valid) {
      for (char c : bytes) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}",
                       static_cast<uint8_t>(c));
      }
    } else if (IsUnprintable(decoded.code_point)) {
      AppendEscape(decoded.code_point, out);
    } else {
      out += bytes;
    }
  }
  return out;
}

}  // namespace interlock
