// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/pinned.h"

#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

// A literal with what may stand around it: E'x', DATE '2025-01-01', -7,
// '7'::bigint. Takes it; false when something else stands there.
bool TakeLiteral(Tokens& tokens) {
  Token token = tokens.Next();
  if (token.symbol == '-' || token.symbol == '+') token = tokens.Next();
  if (token.kind == TokenKind::kWord) {
    token = tokens.Next();
    if (token.kind != TokenKind::kString) return false;
  }
  if (token.kind != TokenKind::kString && token.kind != TokenKind::kNumber) {
    return false;
  }
  while (tokens.Peek().symbol == ':') {
    tokens.Next();
    if (tokens.Next().symbol != ':') return false;
    tokens.Next();  // the type
    if (tokens.Peek().symbol == '(') {
      tokens.Next();
      tokens.SkipToClose();
    }
  }
  return true;
}

bool TakeList(Tokens& tokens) {
  if (tokens.Next().symbol != '(') return false;
  while (TakeLiteral(tokens)) {
    Token next = tokens.Next();
    if (next.symbol == ')') return true;
    if (next.symbol != ',') return false;
  }
  return false;
}

// "t.c = 7", "c IN (1, 2)", in brackets or not; gives "c", or nothing.
std::string_view PinnedBy(std::string_view text, Span conjunct) {
  Tokens tokens(text, conjunct);
  while (tokens.Peek().symbol == '(') tokens.Next();
  Token name = tokens.Next();
  while (tokens.Peek().symbol == '.') {
    tokens.Next();
    name = tokens.Next();
  }
  bool quoted = name.kind == TokenKind::kQuoted;
  if (!quoted && name.kind != TokenKind::kWord) return {};
  Token compare = tokens.Next();
  bool pinned = false;
  if (compare.symbol == '=') {
    pinned = TakeLiteral(tokens);
  } else if (WordIs(text, compare, "in")) {
    pinned = TakeList(tokens);
  }
  while (tokens.Peek().symbol == ')') tokens.Next();
  if (!pinned || tokens.Next().kind != TokenKind::kEnd) return {};
  Span inner = name.span;
  if (quoted && inner.size() > 2) {
    ++inner.begin;
    --inner.end;
  }
  return text.substr(inner.begin, inner.size());
}

}  // namespace

std::vector<std::string_view> PinnedColumns(std::string_view text,
                                            Span condition) {
  std::vector<std::string_view> out;
  Tokens tokens(text, condition);
  uint32_t begin = condition.begin;
  auto take = [&](uint32_t end) {
    std::string_view column = PinnedBy(text, {begin, end});
    if (!column.empty()) out.push_back(column);
  };
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd;
       token = tokens.Next()) {
    if (token.symbol == '(') tokens.SkipToClose();
    if (WordIs(text, token, "or")) return {};
    // The AND of BETWEEN splits it in two parts, neither of which pins.
    if (WordIs(text, token, "and")) {
      take(token.span.begin);
      begin = token.span.end;
    }
  }
  take(condition.end);
  return out;
}

}  // namespace interlock::sql
