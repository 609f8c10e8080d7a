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

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> All() {
    while (true) {
      Token token = Next();
      TokenKind kind = token.kind;
      tokens_.push_back(std::move(token));
      if (kind == TokenKind::kEnd || kind == TokenKind::kError) break;
    }
    return std::move(tokens_);
  }

 private:
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  Span From(size_t begin) const {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  }
  Token Make(TokenKind kind, size_t begin) const {
    Token token;
    token.kind = kind;
    token.span = From(begin);
    token.text = text_.substr(begin, at_ - begin);
    return token;
  }
  Token Fail(size_t begin, std::string what) const {
    Token token = Make(TokenKind::kError, begin);
    token.text = std::move(what);
    return token;
  }

  Token Next() {
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

  bool AfterValue() const {
    if (tokens_.empty()) return false;
    const Token& last = tokens_.back();
    return last.kind == TokenKind::kName || last.text == ")" ||
           last.text == "]" || last.text == "*";
  }

  Token String() {
    size_t begin = at_++;
    std::string value;
    while (at_ < text_.size()) {
      char c = text_[at_++];
      if (c == '\'') {
        if (Peek() != '\'') {
          Token token = Make(TokenKind::kString, begin);
          token.text = std::move(value);
          return token;
        }
        ++at_;
      }
      value += c;
    }
    return Fail(begin, "the string has no closing quote");
  }

  Token Name() {
    size_t begin = at_;
    while (at_ < text_.size() && ContinuesName(text_[at_])) ++at_;
    Token token = Make(TokenKind::kName, begin);
    bool member = !tokens_.empty() && tokens_.back().text == "." &&
                  tokens_.back().kind == TokenKind::kPunctuation;
    if (member) return token;
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

  Token Number() {
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
    return Fail(begin, "'" + token.text + "' is not a number");
  }

  Token Punctuation() {
    size_t begin = at_;
    std::string_view rest = text_.substr(at_);
    for (std::string_view sign : {"<=", ">=", "==", "!=", "&&", "||", "(", ")",
                                  "[", "]", ",", ".", "*", "!", "<", ">"}) {
      if (!rest.starts_with(sign)) continue;
      at_ += sign.size();
      return Make(TokenKind::kPunctuation, begin);
    }
    ++at_;
    if (rest.front() == '"') {
      return Fail(begin, "strings take single quotes, not double ones");
    }
    return Fail(begin, "unexpected '" + Printable(rest.substr(0, 1)) + "'");
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> Tokenize(std::string_view text) { return Lexer(text).All(); }

}  // namespace interlock::workflow
