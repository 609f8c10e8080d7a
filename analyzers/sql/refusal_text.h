// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "parsers/sql/lexer.h"

// What the ops do not say of a statement is read off its tokens.
namespace interlock::sql::refusal {

// 'label' without its quotes; "" for anything that is not plain.
inline std::string_view PlainString(std::string_view text, const Token& token) {
  if (token.kind != TokenKind::kString) return {};
  std::string_view raw = token.span.In(text);
  bool plain = raw.size() >= 2 && raw.front() == '\'' &&
               raw.find('\'', 1) == raw.size() - 1;
  return plain ? raw.substr(1, raw.size() - 2) : std::string_view();
}

// Calls f(position, first token) for each value of each row of VALUES, until
// it returns true; `word` is seen on the way to VALUES or the query.
template <class F>
void EachValue(std::string_view text, uint32_t begin, F f) {
  Tokens tokens(text, {begin, static_cast<uint32_t>(text.size())});
  Token t = tokens.Next();
  while (t.kind != TokenKind::kEnd && !WordIs(text, t, "values")) {
    t = tokens.Next();
  }
  int depth = 0;
  size_t at = 0;
  bool first = false;
  for (t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(' && depth++ == 0) {
      at = 0;
      first = true;
    } else if (t.symbol == ',' && depth == 1) {
      ++at;
      first = true;
    } else {
      if (first && f(at, t)) return;
      first = false;
      if (t.symbol == ')' && depth > 0)
        --depth;
      else if (depth == 0 && t.symbol != ',')
        return;
    }
  }
}

inline bool HasWord(std::string_view text, uint32_t begin,
                    std::string_view word) {
  Tokens tokens(text, {begin, static_cast<uint32_t>(text.size())});
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (WordIs(text, t, word)) return true;
  }
  return false;
}

}  // namespace interlock::sql::refusal
