// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/recover.h"

#include <algorithm>

#include "core/text.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

struct Bracket {
  std::string_view open;
  std::string_view close;
};
constexpr Bracket kBrackets[] = {
    {"${", "}"},
    {"{{", "}}"},
    {"$%", "%$"},
    {"[[", "]]"},
};
// Longer than any placeholder that a person writes.
constexpr size_t kLongestPlaceholder = 512;

// The end of the bracketed placeholder at `at`, or `at`.
size_t BracketedEnd(std::string_view text, size_t at) {
  for (const Bracket& b : kBrackets) {
    if (text.substr(at, b.open.size()) != b.open) continue;
    size_t from = at + b.open.size();
    size_t end =
        text.substr(0, std::min(text.size(), from + kLongestPlaceholder))
            .find(b.close, from);
    if (end != std::string_view::npos && end > from) {
      return end + b.close.size();
    }
  }
  return at;
}

// The end of a psql variable at `at`, or `at`: :name, :'name', :"name".
size_t VariableEnd(std::string_view text, size_t at) {
  if (text[at] != ':' || at + 2 > text.size()) return at;
  if (at > 0 && text[at - 1] == ':') return at;
  size_t i = at + 1;
  char c = i < text.size() ? text[i] : '\0';
  if (c == '\'' || c == '"') {
    size_t end = text.find(c, i + 1);
    if (end == std::string_view::npos || end - i > kLongestPlaceholder) {
      return at;
    }
    return end + 1;
  }
  if (ClassOf(c) != ByteClass::kWord) return at;
  while (i < text.size() && ContinuesWord(text[i]) && text[i] != '$') ++i;
  return i;
}

// A name as long as the placeholder. Alone on its line it was a control line
// of a template: it goes.
void Fill(std::string& piece, size_t begin, size_t end) {
  std::string_view text = piece;
  size_t line = begin;
  while (line > 0 && (text[line - 1] == ' ' || text[line - 1] == '\t')) --line;
  size_t after = end;
  while (after < text.size() && (text[after] == ' ' || text[after] == '\t')) {
    ++after;
  }
  bool opens = line == 0 || text[line - 1] == '\n' || text[line - 1] == '\r';
  bool closes =
      after == text.size() || text[after] == '\n' || text[after] == '\r';
  bool alone = opens && closes && text[begin] == '{' && line != 0;
  char fill = alone ? ' ' : 'x';
  // A quoted psql variable is a literal, not a name.
  if (text[begin] == ':' && text[begin + 1] == '\'') {
    piece[begin] = '\'';
    piece[begin + 1] = 'x';
    std::fill(piece.begin() + begin + 2, piece.begin() + end - 1, 'x');
    return;
  }
  for (size_t i = begin; i < end; ++i) {
    if (piece[i] != '\n' && piece[i] != '\r') piece[i] = fill;
  }
}

constexpr std::string_view kFirstWords[] = {
    "create", "alter",  "drop",    "insert", "update", "delete",
    "grant",  "revoke", "comment", "begin",  "commit", "truncate",
};

}  // namespace

bool ReplacePlaceholders(std::string& piece, uint32_t base,
                         std::vector<Foreign>& out) {
  size_t before = out.size();
  for (size_t at = 0; at < piece.size();) {
    at = piece.find_first_of("${[:-/'", at);
    if (at == std::string::npos) break;
    std::string_view text = piece;
    size_t end = BracketedEnd(text, at);
    if (end == at) end = VariableEnd(text, at);
    if (end > at) {
      out.push_back({Foreign::Kind::kPlaceholder,
                     {base + static_cast<uint32_t>(at),
                      base + static_cast<uint32_t>(end)}});
      Fill(piece, at, end);
      at = end;
    } else if (IsLineComment(text, at)) {
      at = SkipLineComment(text, at);
    } else if (IsBlockComment(text, at)) {
      at = SkipBlockComment(text, at);
    } else if (text[at] == '\'') {
      at = SkipString(text, at);
    } else if (text[at] == ':' && at + 1 < text.size() && text[at + 1] == ':') {
      at += 2;
    } else {
      ++at;
    }
  }
  return out.size() > before;
}

bool StartsStatement(std::string_view piece, size_t at) {
  size_t line = at;
  while (line > 0 && (piece[line - 1] == ' ' || piece[line - 1] == '\t')) {
    --line;
  }
  if (line > 0 && piece[line - 1] != '\n' && piece[line - 1] != '\r') {
    return false;
  }
  Token word = Tokens(piece, {static_cast<uint32_t>(at),
                              static_cast<uint32_t>(piece.size())})
                   .Next();
  if (word.span.begin != at) return false;
  return std::any_of(
      std::begin(kFirstWords), std::end(kFirstWords),
      [&](std::string_view w) { return WordIs(piece, word, w); });
}

size_t NextStatementStart(std::string_view piece, size_t from) {
  // Only from the first column: indented words belong to what they are in.
  for (size_t at = from; at < piece.size();) {
    size_t line = piece.find('\n', at);
    if (line == std::string_view::npos) break;
    if (StartsStatement(piece, line + 1)) return line + 1;
    at = line + 1;
  }
  return std::string_view::npos;
}

}  // namespace interlock::sql
