// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "core/span.h"

// Just enough of PostgreSQL's lexical rules to walk over text without being
// misled by strings, quoted names and comments. Nothing here allocates, and
// every function is linear in what it skips.
namespace interlock::sql {

// What a byte may begin.
enum class ByteClass : uint8_t {
  kOther,
  kWord,   // letters, '_', bytes above 127
  kDigit,  // also continues a word
  kSpace,
  kQuote,   // '
  kName,    // "
  kDollar,  // $ quote, or part of a word
  kDash,    // may begin a line comment
  kSlash,   // may begin a block comment
  kOpen,    // ( [
  kClose,   // ) ]
  kComma,
  kSemicolon,
  kBackslash,
};
constexpr std::array<ByteClass, 256> MakeClasses() {
  std::array<ByteClass, 256> table{};
  for (int c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
        c >= 128) {
      table[c] = ByteClass::kWord;
    }
  }
  for (int c = '0'; c <= '9'; ++c) table[c] = ByteClass::kDigit;
  for (char c : {' ', '\t', '\n', '\r', '\f', '\v'}) {
    table[static_cast<uint8_t>(c)] = ByteClass::kSpace;
  }
  table['\''] = ByteClass::kQuote;
  table['"'] = ByteClass::kName;
  table['$'] = ByteClass::kDollar;
  table['-'] = ByteClass::kDash;
  table['/'] = ByteClass::kSlash;
  table['('] = table['['] = ByteClass::kOpen;
  table[')'] = table[']'] = ByteClass::kClose;
  table[','] = ByteClass::kComma;
  table[';'] = ByteClass::kSemicolon;
  table['\\'] = ByteClass::kBackslash;
  return table;
}
inline constexpr std::array<ByteClass, 256> kByteClasses = MakeClasses();
inline ByteClass ClassOf(char c) {
  return kByteClasses[static_cast<uint8_t>(c)];
}
inline bool ContinuesWord(char c) {
  ByteClass k = ClassOf(c);
  return k == ByteClass::kWord || k == ByteClass::kDigit ||
         k == ByteClass::kDollar;
}

// Each Skip function takes the offset of the opening byte and gives the one
// after the construct, or the text's size when it does not end.
size_t SkipString(std::string_view text, size_t at);  // knows E'' by itself
size_t SkipQuotedName(std::string_view text, size_t at);
// The offset itself when no $tag$ begins there.
size_t SkipDollarString(std::string_view text, size_t at);
size_t SkipLineComment(std::string_view text, size_t at);
size_t SkipBlockComment(std::string_view text, size_t at,
                        bool* closed = nullptr);
// Past white space and comments.
size_t SkipManyBlanks(std::string_view text, size_t at);
inline size_t SkipBlank(std::string_view text, size_t at) {
  if (at < text.size() && text[at] == ' ') ++at;
  if (at >= text.size()) return at;
  ByteClass k = ClassOf(text[at]);
  bool blank =
      k == ByteClass::kSpace || k == ByteClass::kDash || k == ByteClass::kSlash;
  return blank ? SkipManyBlanks(text, at) : at;
}
bool IsLineComment(std::string_view text, size_t at);
bool IsBlockComment(std::string_view text, size_t at);

enum class TokenKind : uint8_t {
  kEnd,
  kWord,    // identifier or keyword
  kQuoted,  // "name"
  kString,  // '...', $$...$$; a prefix such as E is a word before it
  kNumber,
  kSymbol,  // one byte
};
struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  char symbol = 0;  // of kSymbol
};

// Walks the tokens of one range, comments left out.
class Tokens {
 public:
  Tokens(std::string_view text, Span range)
      : text_(text.substr(0, range.end)), at_(range.begin) {}

  Token Next();
  Token Peek() {
    uint32_t at = at_;
    Token token = Next();
    at_ = at;
    return token;
  }
  uint32_t at() const { return at_; }
  // After an opening bracket was taken: goes past the one that closes it and
  // gives that one's token, or kEnd.
  Token SkipToClose();

 private:
  std::string_view text_;
  uint32_t at_;
};

// The keyword in lower case, compared without case.
bool EqualsWord(const char* text, std::string_view word);
inline bool WordIs(std::string_view text, const Token& token,
                   std::string_view word) {
  return token.kind == TokenKind::kWord && token.span.size() == word.size() &&
         EqualsWord(text.data() + token.span.begin, word);
}
// Whether the token, read as an identifier, is `name`.
bool IsIdentifier(std::string_view text, const Token& token,
                  std::string_view name);

}  // namespace interlock::sql
