// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/text.h"
#include "parsers/sql/lexer.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {
namespace {

constexpr std::array<bool, 256> MakeStops() {
  std::array<bool, 256> table{};
  for (char c : std::string_view("'\"$-/"))
    table[static_cast<uint8_t>(c)] = true;
  return table;
}
// The bytes at which a scan for comments has to stop and look.
constexpr std::array<bool, 256> kStops = MakeStops();

size_t NextStop(std::string_view text, size_t at) {
  auto stops = [&](size_t i) { return kStops[static_cast<uint8_t>(text[i])]; };
  while (at + 4 <= text.size()) {
    if (stops(at) | stops(at + 1) | stops(at + 2) | stops(at + 3)) break;
    at += 4;
  }
  while (at < text.size() && !stops(at)) ++at;
  return at;
}

bool OwnLine(std::string_view text, size_t at) {
  while (at > 0) {
    char c = text[at - 1];
    if (c == '\n' || c == '\r') return true;
    if (!IsAsciiSpace(c)) {
      return at == 3 && StartsWithIgnoringCase(text, "\xEF\xBB\xBF");
    }
    --at;
  }
  return true;
}

uint32_t WithoutTrailingSpace(std::string_view text, size_t begin, size_t end) {
  while (end > begin + 2 && IsAsciiSpace(text[end - 1])) --end;
  return static_cast<uint32_t>(end);
}

}  // namespace

std::vector<Comment> ScanComments(std::string_view text) {
  std::vector<Comment> out;
  size_t at = 0;
  while ((at = NextStop(text, at)) < text.size()) {
    ByteClass k = ClassOf(text[at]);
    bool block = k == ByteClass::kSlash;
    if (k == ByteClass::kQuote) {
      at = SkipString(text, at);
    } else if (k == ByteClass::kName) {
      at = SkipQuotedName(text, at);
    } else if (k == ByteClass::kDollar) {
      at = std::max(SkipDollarString(text, at), at + 1);
    } else if (block ? !IsBlockComment(text, at) : !IsLineComment(text, at)) {
      ++at;
    } else {
      size_t end =
          block ? SkipBlockComment(text, at) : SkipLineComment(text, at);
      uint32_t trimmed = block ? static_cast<uint32_t>(end)
                               : WithoutTrailingSpace(text, at, end);
      out.push_back(
          {{static_cast<uint32_t>(at), trimmed}, block, OwnLine(text, at)});
      at = end;
    }
  }
  return out;
}

}  // namespace interlock::sql
