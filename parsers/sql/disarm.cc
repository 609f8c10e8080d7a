// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/disarm.h"

#include <algorithm>
#include <array>

#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

// PostgreSQL refuses operators of 64 characters.
constexpr size_t kLongRun = 256;

constexpr std::array<bool, 256> MakeOperatorTable() {
  std::array<bool, 256> table{};
  for (char c : std::string_view("~!@#^&|`?+-*/%<>=")) {
    table[static_cast<uint8_t>(c)] = true;
  }
  return table;
}
constexpr std::array<bool, 256> kOperator = MakeOperatorTable();
bool IsOperator(char c) { return kOperator[static_cast<uint8_t>(c)]; }

size_t RunEnd(std::string_view text, size_t at) {
  while (at < text.size() && IsOperator(text[at])) ++at;
  return at;
}

void BlankComments(std::string& text, const std::vector<Comment>& comments) {
  for (const Comment& c : comments) {
    // An open comment stays one, so that it is still an error.
    bool closed = true;
    if (c.block) SkipBlockComment(text, c.span.begin, &closed);
    std::fill(text.begin() + c.span.begin + (closed ? 0 : 2),
              text.begin() + c.span.end, ' ');
  }
}

}  // namespace

bool NeedsDisarming(std::string_view text) {
  // A run of that length covers one of these positions.
  for (size_t at = kLongRun - 1; at < text.size(); at += kLongRun) {
    if (!IsOperator(text[at])) continue;
    size_t begin = at;
    while (begin > 0 && at - begin < kLongRun && IsOperator(text[begin - 1])) {
      --begin;
    }
    size_t limit = std::min(text.size(), begin + kLongRun);
    if (RunEnd(text.substr(0, limit), at) - begin >= kLongRun) return true;
  }
  return false;
}

std::vector<Span> Disarm(std::string& text,
                         const std::vector<Comment>& comments) {
  BlankComments(text, comments);
  std::vector<Span> out;
  for (size_t at = 0; at < text.size();) {
    switch (ClassOf(text[at])) {
      case ByteClass::kQuote:
        at = SkipString(text, at);
        continue;
      case ByteClass::kName:
        at = SkipQuotedName(text, at);
        continue;
      case ByteClass::kDollar:
        at = std::max(SkipDollarString(text, at), at + 1);
        continue;
      default:
        break;
    }
    size_t end = RunEnd(text, at);
    if (end - at >= kLongRun && !IsBlockComment(text, at)) {
      out.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
                text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    }
    at = std::max(end, at + 1);
  }
  return out;
}

}  // namespace interlock::sql
