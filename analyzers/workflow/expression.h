// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/value.h"
#include "core/span.h"

namespace interlock::workflow {

enum class ExprKind : uint8_t {
  kLiteral,
  kContext,  // github, matrix ...: a name at the root
  kMember,   // a.b, with the name in `text`
  kIndex,    // a[b]
  kStar,     // a.* and a[*]
  kCall,     // f(a, b), with the name in `text`
  kNot,
  kAnd,
  kOr,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
};

// One node of an expression. Children are indices into the expression's
// nodes, so trees need no ownership and copies are cheap.
struct Expr {
  ExprKind kind = ExprKind::kLiteral;
  Span span;         // relative to the expression's text
  std::string text;  // of contexts, members and calls
  Value value;       // of literals
  std::vector<uint32_t> children;
};

// A parsed expression: what stands between `${{` and `}}`, or the text of an
// `if`. When it does not parse, `error` says why and there are no nodes.
struct Expression {
  std::vector<Expr> nodes;
  uint32_t root = 0;
  std::string error;
  Span error_span;

  bool ok() const { return error.empty(); }
  const Expr& at(uint32_t index) const { return nodes[index]; }
};

// GitHub takes expressions up to this long and this deep.
inline constexpr size_t kMaxExpressionLength = 21000;
inline constexpr int kMaxExpressionDepth = 50;

Expression ParseExpression(std::string_view text);

enum class TokenKind : uint8_t {
  kEnd,
  kName,
  kString,
  kNumber,
  kTrue,
  kFalse,
  kNull,
  kPunctuation,  // one of ( ) [ ] , . * ! < <= > >= == != && ||
  kError,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  // As written; of a string what stands between its quotes.
  std::string_view text;
  double number = 0;
};

// Takes an expression apart from left to right, one token ahead.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) { Advance(); }

  const Token& token() const { return token_; }
  // Goes on to the next one; not after kEnd or kError.
  void Advance() { token_ = Next(); }
  // What is wrong, of kError.
  const std::string& error() const { return error_; }

 private:
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  Token Make(TokenKind kind, size_t begin) const;
  Token Fail(size_t begin, std::string what);
  Token Next();
  // Whether the last token ends a value, and whether it is a member's dot.
  bool AfterValue() const;
  bool AfterDot() const;
  Token String();
  Token Name();
  Token Number();
  Token Punctuation();

  std::string_view text_;
  size_t at_ = 0;
  Token token_;
  std::string error_;
};

// The value of a string from what stands between its quotes: a doubled quote
// is one.
std::string UnquotedText(std::string_view inside);

// The dotted path of a chain of members from a context, in lower case:
// "github.event.issue.title". Indices by literal strings count as members,
// others as "*". Empty when the node is no such chain.
std::string PathOf(const Expression& expression, uint32_t node);

// What is known when an expression is evaluated. A null context is unknown.
struct Scope {
  const Value* github = nullptr;
  const Value* inputs = nullptr;
  const Value* matrix = nullptr;
  const Value* strategy = nullptr;
};

// The value as far as it is known. `always()` is true, and the run so far is
// taken to have gone well: `success()` is true, `failure()` and `cancelled()`
// are false.
Value Evaluate(const Expression& expression, const Scope& scope);
// The same as a condition: `unknown && false` is false.
Truth EvaluateTruth(const Expression& expression, const Scope& scope);

}  // namespace interlock::workflow
