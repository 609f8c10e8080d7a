// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "analyzers/workflow/expression.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

bool StartsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool ContinuesName(char c) { return StartsName(c) || IsDigit(c) || c == '-'; }

// The length of the sign that a text begins with; 0 when it is none.
size_t SignLength(std::string_view rest) {
  char next = rest.size() > 1 ? rest[1] : '\0';
  switch (rest.front()) {
    case '(':
    case ')':
    case '[':
    case ']':
    case ',':
    case '.':
    case '*':
      return 1;
    case '!':
    case '<':
    case '>':
      return next == '=' ? 2 : 1;
    case '=':
    case '&':
    case '|':
      return next == rest.front() ? 2 : 0;
    default:
      return 0;
  }
}

}  // namespace

Token Lexer::Make(TokenKind kind, size_t begin) const {
  Token token;
  token.kind = kind;
  token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  token.text = text_.substr(begin, at_ - begin);
  return token;
}

Token Lexer::Fail(size_t begin, std::string what) {
  error_ = std::move(what);
  return Make(TokenKind::kError, begin);
}

Token Lexer::Next() {
  while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
  size_t begin = at_;
  if (at_ == text_.size()) return Make(TokenKind::kEnd, begin);
  char c = Peek();
  if (c == '\'') return String();
  if (StartsName(c)) return Name();
  bool number = IsDigit(c) || ((c == '-' || c == '+') &&
                               (IsDigit(Peek(1)) || Peek(1) == '.'));
  // A dot begins a number only where no value stands before it.
  if (c == '.' && IsDigit(Peek(1)) && !AfterValue()) number = true;
  if (number) return Number();
  return Punctuation();
}

bool Lexer::AfterValue() const {
  return token_.kind == TokenKind::kName || token_.text == ")" ||
         token_.text == "]" || token_.text == "*";
}

bool Lexer::AfterDot() const {
  return token_.kind == TokenKind::kPunctuation && token_.text == ".";
}

Token Lexer::String() {
  size_t begin = at_++;
  while (at_ < text_.size()) {
    if (text_[at_++] != '\'') continue;
    if (Peek() != '\'') {
      Token token = Make(TokenKind::kString, begin);
      token.text = token.text.substr(1, token.text.size() - 2);
      return token;
    }
    ++at_;
  }
  return Fail(begin, "the string has no closing quote");
}

Token Lexer::Name() {
  size_t begin = at_;
  while (at_ < text_.size() && ContinuesName(text_[at_])) ++at_;
  Token token = Make(TokenKind::kName, begin);
  if (AfterDot()) return token;
  if (token.text == "true") token.kind = TokenKind::kTrue;
  if (token.text == "false") token.kind = TokenKind::kFalse;
  if (token.text == "null") token.kind = TokenKind::kNull;
  if (token.text == "NaN" || token.text == "Infinity") {
    token.kind = TokenKind::kNumber;
    using Limits = std::numeric_limits<double>;
    token.number =
        token.text == "NaN" ? Limits::quiet_NaN() : Limits::infinity();
  }
  return token;
}

Token Lexer::Number() {
  size_t begin = at_++;
  while (at_ < text_.size()) {
    char c = text_[at_];
    bool exponent_sign = (c == '-' || c == '+') &&
                         (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E');
    if (!IsDigit(c) && !StartsName(c) && c != '.' && !exponent_sign) break;
    ++at_;
  }
  Token token = Make(TokenKind::kNumber, begin);
  token.number = ParseNumber(token.text);
  if (!std::isnan(token.number)) return token;
  return Fail(begin, "'" + std::string(token.text) + "' is not a number");
}

Token Lexer::Punctuation() {
  size_t begin = at_;
  std::string_view rest = text_.substr(at_);
  size_t length = SignLength(rest);
  at_ += length == 0 ? 1 : length;
  if (length > 0) return Make(TokenKind::kPunctuation, begin);
  if (rest.front() == '"') {
    return Fail(begin, "strings take single quotes, not double ones");
  }
  return Fail(begin, "unexpected '" + Printable(rest.substr(0, 1)) + "'");
}

std::string UnquotedText(std::string_view inside) {
  std::string text;
  text.reserve(inside.size());
  for (size_t i = 0; i < inside.size(); ++i) {
    text += inside[i];
    if (inside[i] == '\'') ++i;
  }
  return text;
}

}  // namespace interlock::workflow
