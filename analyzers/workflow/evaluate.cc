// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "analyzers/workflow/expression.h"
#include "analyzers/workflow/functions.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

Value FromTruth(Truth truth) {
  if (truth == Truth::kUnknown) return {};
  return Value::Bool(truth == Truth::kTrue);
}

Truth Negate(Truth truth) {
  if (truth == Truth::kUnknown) return truth;
  return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

Value MemberOf(const Value& value, std::string_view name) {
  if (!value.known()) return {};
  if (value.kind != ValueKind::kObject) return Value::Null();
  if (const Value* member = value.Find(name)) return *member;
  return value.openness == Openness::kOpen ? Value() : Value::Null();
}

Value ItemOf(const Value& value, const Value& index) {
  if (!value.known() || !index.known()) return {};
  if (value.kind != ValueKind::kArray) return MemberOf(value, ToText(index));
  double number = std::floor(ToNumber(index));
  if (!(number >= 0) || number >= static_cast<double>(value.items.size())) {
    return Value::Null();
  }
  return value.items[static_cast<size_t>(number)];
}

Truth Order(ExprKind kind, const Value& a, const Value& b) {
  if (!a.known() || !b.known()) return Truth::kUnknown;
  if (!a.IsLeaf() || !b.IsLeaf()) return Truth::kFalse;
  double left = ToNumber(a);
  double right = ToNumber(b);
  if (a.kind == ValueKind::kString && b.kind == ValueKind::kString) {
    left = AsciiLower(a.text).compare(AsciiLower(b.text));
    right = 0;
  }
  bool holds = false;
  if (kind == ExprKind::kLess) holds = left < right;
  if (kind == ExprKind::kLessEqual) holds = left <= right;
  if (kind == ExprKind::kGreater) holds = left > right;
  if (kind == ExprKind::kGreaterEqual) holds = left >= right;
  return holds ? Truth::kTrue : Truth::kFalse;
}

class Evaluator {
 public:
  Evaluator(const Expression& expression, const Scope& scope)
      : expression_(expression), scope_(scope) {}

  // Depth is bounded by the parser.
  Value Evaluate(uint32_t node) const {
    const Expr& expr = expression_.at(node);
    switch (expr.kind) {
      case ExprKind::kLiteral:
        return expr.value;
      case ExprKind::kContext:
        return ContextOf(expr.text);
      case ExprKind::kMember:
      case ExprKind::kIndex:
      case ExprKind::kStar:
        return Access(expr);
      case ExprKind::kCall:
        return Call(expr);
      case ExprKind::kAnd:
      case ExprKind::kOr:
        return Chain(expr);
      default:
        return FromTruth(Compare(expr));
    }
  }

  Truth EvaluateTruth(uint32_t node) const {
    const Expr& expr = expression_.at(node);
    if (expr.kind == ExprKind::kNot) {
      return Negate(EvaluateTruth(expr.children[0]));
    }
    bool is_and = expr.kind == ExprKind::kAnd;
    if (!is_and && expr.kind != ExprKind::kOr) return ToTruth(Evaluate(node));
    // One operand can decide even when others are unknown.
    Truth decides = is_and ? Truth::kFalse : Truth::kTrue;
    Truth result = Negate(decides);
    for (uint32_t child : expr.children) {
      Truth truth = EvaluateTruth(child);
      if (truth == decides) return decides;
      if (truth == Truth::kUnknown) result = Truth::kUnknown;
    }
    return result;
  }

 private:
  Value ContextOf(std::string_view name) const {
    const Value* value = nullptr;
    if (name == "github") value = scope_.github;
    if (name == "inputs") value = scope_.inputs;
    if (name == "matrix") value = scope_.matrix;
    if (name == "strategy") value = scope_.strategy;
    return value == nullptr ? Value() : *value;
  }

  // Walks down from the context by pointer: `matrix.os` copies one leaf.
  const Value* Find(uint32_t node) const {
    const Expr& expr = expression_.at(node);
    if (expr.kind == ExprKind::kContext) {
      if (expr.text == "github") return scope_.github;
      if (expr.text == "inputs") return scope_.inputs;
      if (expr.text == "matrix") return scope_.matrix;
      return expr.text == "strategy" ? scope_.strategy : nullptr;
    }
    if (expr.kind != ExprKind::kMember) return nullptr;
    const Value* object = Find(expr.children[0]);
    return object == nullptr ? nullptr : object->Find(expr.text);
  }

  Value Access(const Expr& expr) const {
    uint32_t node = expr.children[0];
    if (expr.kind == ExprKind::kMember) {
      const Value* object = Find(node);
      return MemberOf(object == nullptr ? Evaluate(node) : *object, expr.text);
    }
    Value object = Evaluate(node);
    if (expr.kind == ExprKind::kIndex) {
      return ItemOf(object, Evaluate(expr.children[1]));
    }
    // `a.*` gives what hangs below; `a.*.b` is rare and stays unknown.
    if (object.HasUnknown()) return {};
    Value array = Value::Array();
    if (!object.IsLeaf()) array.items = std::move(object.items);
    return array;
  }

  Value Call(const Expr& expr) const {
    if (expr.text == "case") return {};
    std::vector<Value> arguments;
    for (uint32_t child : expr.children) arguments.push_back(Evaluate(child));
    return CallFunction(expr.text, arguments);
  }

  // `a && b` is the first false operand or the last; `||` the first true one.
  Value Chain(const Expr& expr) const {
    Truth stop = expr.kind == ExprKind::kAnd ? Truth::kFalse : Truth::kTrue;
    Value value;
    for (uint32_t child : expr.children) {
      value = Evaluate(child);
      Truth truth = ToTruth(value);
      if (truth == stop || truth == Truth::kUnknown) return value;
    }
    return value;
  }

  Truth Compare(const Expr& expr) const {
    if (expr.kind == ExprKind::kNot) {
      return Negate(EvaluateTruth(expr.children[0]));
    }
    Value left = Evaluate(expr.children[0]);
    Value right = Evaluate(expr.children[1]);
    if (expr.kind == ExprKind::kEqual) return LooselyEqual(left, right);
    if (expr.kind == ExprKind::kNotEqual) {
      return Negate(LooselyEqual(left, right));
    }
    return Order(expr.kind, left, right);
  }

  const Expression& expression_;
  const Scope& scope_;
};

}  // namespace

Value Evaluate(const Expression& expression, const Scope& scope) {
  if (!expression.ok()) return {};
  return Evaluator(expression, scope).Evaluate(expression.root);
}

Truth EvaluateTruth(const Expression& expression, const Scope& scope) {
  if (!expression.ok()) return Truth::kUnknown;
  return Evaluator(expression, scope).EvaluateTruth(expression.root);
}

}  // namespace interlock::workflow
