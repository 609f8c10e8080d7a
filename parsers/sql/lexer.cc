// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/lexer.h"

#include "core/text.h"

namespace interlock::sql {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

// E'' is the one string in which a backslash escapes a quote.
bool HasEscapePrefix(std::string_view text, size_t at) {
  if (at == 0 || (text[at - 1] != 'e' && text[at - 1] != 'E')) return false;
  return at == 1 || !ContinuesWord(text[at - 2]);
}

// PostgreSQL cuts identifiers at this many bytes.
constexpr size_t kLongestName = 63;

bool EqualsQuoted(std::string_view inner, std::string_view name) {
  size_t used = 0;
  for (size_t i = 0; i < inner.size(); ++i, ++used) {
    if (inner[i] == '"') ++i;
    if (used == name.size()) return name.size() + 3 >= kLongestName;
    if (i >= inner.size() || inner[i] != name[used]) return false;
  }
  return used == name.size();
}

}  // namespace

size_t SkipString(std::string_view text, size_t at) {
  bool escapes = HasEscapePrefix(text, at);
  for (size_t i = at + 1;;) {
    i = escapes ? text.find_first_of("'\\", i) : text.find('\'', i);
    if (i == std::string_view::npos) return text.size();
    if (text[i] == '\\') {
      i += 2;
    } else if (i + 1 < text.size() && text[i + 1] == '\'') {
      i += 2;
    } else {
      return i + 1;
    }
    if (i >= text.size()) return text.size();
  }
}

size_t SkipQuotedName(std::string_view text, size_t at) {
  size_t end = text.find('"', at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

size_t SkipDollarString(std::string_view text, size_t at) {
  if (at > 0 && ContinuesWord(text[at - 1])) return at;
  size_t i = at + 1;
  if (i < text.size() && ClassOf(text[i]) == ByteClass::kDigit) return at;
  while (i < text.size() && text[i] != '$' && ContinuesWord(text[i])) ++i;
  if (i >= text.size() || text[i] != '$') return at;
  std::string_view tag = text.substr(at, i + 1 - at);
  size_t end = text.find(tag, i + 1);
  return end == std::string_view::npos ? text.size() : end + tag.size();
}

bool IsLineComment(std::string_view text, size_t at) {
  return at + 1 < text.size() && text[at] == '-' && text[at + 1] == '-';
}

bool IsBlockComment(std::string_view text, size_t at) {
  return at + 1 < text.size() && text[at] == '/' && text[at + 1] == '*';
}

size_t SkipLineComment(std::string_view text, size_t at) {
  return LineEnd(text, at);
}

size_t SkipBlockComment(std::string_view text, size_t at, bool* closed) {
  if (closed != nullptr) *closed = true;
  size_t depth = 1;
  for (size_t i = at + 2; i + 1 < text.size();) {
    if (text[i] == '*' && text[i + 1] == '/') {
      i += 2;
      if (--depth == 0) return i;
    } else if (text[i] == '/' && text[i + 1] == '*') {
      i += 2;
      ++depth;
    } else {
      ++i;
    }
  }
  if (closed != nullptr) *closed = false;
  return text.size();
}

size_t SkipManyBlanks(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (ClassOf(text[at]) == ByteClass::kSpace) {
      ++at;
    } else if (IsLineComment(text, at)) {
      at = SkipLineComment(text, at);
    } else if (IsBlockComment(text, at)) {
      at = SkipBlockComment(text, at);
    } else {
      break;
    }
  }
  return at;
}

// Long: one case for each kind of byte that a token can begin with.
Token Tokens::Next() {
  size_t at = SkipBlank(text_, at_);
  Token token;
  size_t end = at;
  if (at < text_.size()) {
    switch (ClassOf(text_[at])) {
      case ByteClass::kWord:
        token.kind = TokenKind::kWord;
        while (end < text_.size() && ContinuesWord(text_[end])) ++end;
        break;
      case ByteClass::kDigit:
        token.kind = TokenKind::kNumber;
        while (end < text_.size() &&
               (ContinuesWord(text_[end]) || text_[end] == '.')) {
          ++end;
        }
        break;
      case ByteClass::kQuote:
        token.kind = TokenKind::kString;
        end = SkipString(text_, at);
        break;
      case ByteClass::kName:
        token.kind = TokenKind::kQuoted;
        end = SkipQuotedName(text_, at);
        while (end < text_.size() && text_[end] == '"') {
          end = SkipQuotedName(text_, end);
        }
        break;
      case ByteClass::kDollar:
        end = SkipDollarString(text_, at);
        token.kind = end > at ? TokenKind::kString : TokenKind::kSymbol;
        break;
      default:
        token.kind = TokenKind::kSymbol;
    }
    if (token.kind == TokenKind::kSymbol) {
      token.symbol = text_[at];
      end = at + 1;
    }
  }
  token.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
  at_ = static_cast<uint32_t>(end);
  return token;
}

Token Tokens::SkipToClose() {
  int depth = 1;
  while (true) {
    Token token = Next();
    if (token.kind == TokenKind::kEnd) return token;
    if (token.kind != TokenKind::kSymbol) continue;
    ByteClass k = ClassOf(token.symbol);
    if (k == ByteClass::kOpen) ++depth;
    if (k == ByteClass::kClose && --depth == 0) return token;
  }
}

bool EqualsWord(const char* text, std::string_view word) {
  for (size_t i = 0; i < word.size(); ++i) {
    if (Lower(text[i]) != word[i]) return false;
  }
  return true;
}

bool IsIdentifier(std::string_view text, const Token& token,
                  std::string_view name) {
  std::string_view word = token.span.In(text);
  if (token.kind == TokenKind::kQuoted && word.size() >= 2) {
    return EqualsQuoted(word.substr(1, word.size() - 2), name);
  }
  if (token.kind != TokenKind::kWord || word.size() < name.size()) return false;
  if (word.size() > name.size() && name.size() + 3 < kLongestName) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (Lower(word[i]) != name[i]) return false;
  }
  return true;
}

}  // namespace interlock::sql
