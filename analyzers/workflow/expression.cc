// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/expression.h"

#include "core/text.h"

namespace interlock::workflow {
namespace {

struct Operator {
  std::string_view sign;
  ExprKind kind;
  int precedence;
};

constexpr Operator kOperators[] = {
    {"||", ExprKind::kOr, 1},     {"&&", ExprKind::kAnd, 2},
    {"==", ExprKind::kEqual, 3},  {"!=", ExprKind::kNotEqual, 3},
    {"<", ExprKind::kLess, 4},    {"<=", ExprKind::kLessEqual, 4},
    {">", ExprKind::kGreater, 4}, {">=", ExprKind::kGreaterEqual, 4},
};

const Operator* FindOperator(const Token& token) {
  if (token.kind != TokenKind::kPunctuation) return nullptr;
  for (const Operator& op : kOperators) {
    if (op.sign == token.text) return &op;
  }
  return nullptr;
}

// Most expressions are a context and its members.
constexpr size_t kUsualNodes = 4;

// Recursive descent with one counter of the nesting. After the first error
// every step returns at once.
class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) {}

  Expression Run() {
    out_.nodes.reserve(kUsualNodes);
    out_.root = Binary(1);
    if (out_.ok() && Peek().kind != TokenKind::kEnd) Unexpected("an operator");
    if (!out_.ok()) out_.nodes.clear();
    return std::move(out_);
  }

 private:
  const Token& Peek() const { return lexer_.token(); }
  bool Is(std::string_view sign) const {
    return Peek().kind == TokenKind::kPunctuation && Peek().text == sign;
  }
  bool Take(std::string_view sign) {
    if (!Is(sign)) return false;
    lexer_.Advance();
    return true;
  }
  void Fail(std::string what) {
    if (!out_.ok()) return;
    out_.error = std::move(what);
    out_.error_span = Peek().span;
  }
  void TooDeep() { Fail("the expression nests too deep"); }
  void Unexpected(std::string_view expected) {
    const Token& token = Peek();
    if (token.kind == TokenKind::kError) return Fail(lexer_.error());
    std::string found = token.kind == TokenKind::kEnd
                            ? "the expression ends"
                            : "found '" + Printable(token.text) + "'";
    Fail(found + " where " + std::string(expected) + " is expected");
  }
  void Expect(std::string_view sign) {
    if (!Take(sign)) Unexpected("'" + std::string(sign) + "'");
  }
  uint32_t Add(ExprKind kind, Span span, std::vector<uint32_t> children = {},
               std::string text = {}) {
    Expr& expr = out_.nodes.emplace_back();
    expr.kind = kind;
    expr.span = span;
    expr.text = std::move(text);
    expr.children = std::move(children);
    return static_cast<uint32_t>(out_.nodes.size() - 1);
  }
  Span SpanOf(uint32_t node) const { return out_.nodes[node].span; }

  uint32_t Binary(int precedence) {
    if (++depth_ > kMaxExpressionDepth) TooDeep();
    uint32_t left = out_.ok() ? Unary() : 0;
    int links = 0;
    while (out_.ok()) {
      const Operator* op = FindOperator(Peek());
      if (op == nullptr || op->precedence < precedence) break;
      lexer_.Advance();
      uint32_t right = Binary(op->precedence + 1);
      if (!out_.ok()) break;
      // A chain of one operator is one node, so long chains stay shallow.
      bool chain = op->kind == ExprKind::kAnd || op->kind == ExprKind::kOr;
      if (chain && out_.nodes[left].kind == op->kind) {
        out_.nodes[left].children.push_back(right);
        out_.nodes[left].span = SpanOf(left).Cover(SpanOf(right));
      } else {
        left = Add(op->kind, SpanOf(left).Cover(SpanOf(right)), {left, right});
        if (++links > kMaxExpressionDepth) TooDeep();
      }
    }
    --depth_;
    return left;
  }

  uint32_t Unary() {
    Span start = Peek().span;
    int nots = 0;
    while (Take("!")) ++nots;
    if (nots > kMaxExpressionDepth) TooDeep();
    uint32_t node = Postfix(Primary());
    for (; nots > 0 && out_.ok(); --nots) {
      node = Add(ExprKind::kNot, start.Cover(SpanOf(node)), {node});
    }
    return node;
  }

  uint32_t Primary() {
    if (!out_.ok()) return 0;
    Token token = Peek();
    switch (token.kind) {
      case TokenKind::kString:
        return Literal(Value::String(UnquotedText(token.text)));
      case TokenKind::kNumber:
        return Literal(Value::Number(token.number));
      case TokenKind::kTrue:
      case TokenKind::kFalse:
        return Literal(Value::Bool(token.kind == TokenKind::kTrue));
      case TokenKind::kNull:
        return Literal(Value::Null());
      case TokenKind::kName:
        lexer_.Advance();
        if (Is("(")) return Call(token);
        return Add(ExprKind::kContext, token.span, {}, AsciiLower(token.text));
      default:
        break;
    }
    if (Take("(")) {
      uint32_t node = Binary(1);
      // An operator chain inside parentheses is its own node.
      Expect(")");
      return node;
    }
    Unexpected("a value");
    return 0;
  }

  uint32_t Literal(Value value) {
    Span span = Peek().span;
    lexer_.Advance();
    uint32_t node = Add(ExprKind::kLiteral, span);
    out_.nodes[node].value = std::move(value);
    return node;
  }

  uint32_t Call(const Token& name) {
    Expect("(");
    std::vector<uint32_t> arguments;
    if (!Is(")")) {
      do {
        arguments.push_back(Binary(1));
      } while (out_.ok() && Take(","));
    }
    Span end = Peek().span;
    Expect(")");
    return Add(ExprKind::kCall, name.span.Cover(end), std::move(arguments),
               AsciiLower(name.text));
  }

  uint32_t Postfix(uint32_t node) {
    int links = 0;
    while (out_.ok()) {
      if (Is(".")) {
        node = Member(node);
      } else if (Is("[")) {
        node = Index(node);
      } else {
        break;
      }
      if (++links > kMaxExpressionDepth) TooDeep();
    }
    return node;
  }

  uint32_t Member(uint32_t node) {
    lexer_.Advance();
    Token token = Peek();
    Span span = out_.ok() ? SpanOf(node).Cover(token.span) : token.span;
    if (Take("*")) return Add(ExprKind::kStar, span, {node});
    if (token.kind != TokenKind::kName) {
      Unexpected("a name");
      return 0;
    }
    lexer_.Advance();
    return Add(ExprKind::kMember, span, {node}, AsciiLower(token.text));
  }

  uint32_t Index(uint32_t node) {
    lexer_.Advance();
    bool star = Is("*");
    uint32_t index = 0;
    if (star) {
      lexer_.Advance();
    } else {
      index = Binary(1);
    }
    Span end = Peek().span;
    Expect("]");
    if (!out_.ok()) return 0;
    Span span = SpanOf(node).Cover(end);
    if (star) return Add(ExprKind::kStar, span, {node});
    return Add(ExprKind::kIndex, span, {node, index});
  }

  Lexer lexer_;
  int depth_ = 0;
  Expression out_;
};

}  // namespace

Expression ParseExpression(std::string_view text) {
  if (text.size() > kMaxExpressionLength) {
    Expression expression;
    expression.error = "the expression is longer than 21000 characters";
    return expression;
  }
  return Parser(text).Run();
}

namespace {

// What a member, an index or a star adds to a path.
std::string PartOf(const Expression& expression, const Expr& expr) {
  if (expr.kind == ExprKind::kMember) return expr.text;
  if (expr.kind == ExprKind::kStar) return "*";
  const Expr& index = expression.at(expr.children[1]);
  bool literal = index.kind == ExprKind::kLiteral &&
                 index.value.kind == ValueKind::kString;
  return literal ? AsciiLower(index.value.text) : "*";
}

}  // namespace

std::string PathOf(const Expression& expression, uint32_t node) {
  std::vector<const Expr*> chain;
  chain.reserve(8);
  while (true) {
    const Expr& expr = expression.at(node);
    bool part = expr.kind == ExprKind::kContext ||
                expr.kind == ExprKind::kMember ||
                expr.kind == ExprKind::kIndex || expr.kind == ExprKind::kStar;
    if (!part) return {};
    chain.push_back(&expr);
    if (expr.kind == ExprKind::kContext) break;
    node = expr.children[0];
  }
  std::string path = chain.back()->text;
  for (size_t i = chain.size() - 1; i-- > 0;) {
    path += '.';
    path += PartOf(expression, *chain[i]);
  }
  return path;
}

}  // namespace interlock::workflow
