// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/type_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analyzers/workflow/functions.h"
#include "analyzers/workflow/type_call.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

struct Shape {
  ContextName context;
  Property property;
};
#define INTERLOCK_SHAPE(context, property, type) \
  {ContextName::context, {property, &type##Type}},
constexpr Shape kShapes[] = {
#include "analyzers/workflow/tables/shapes.def"
};
#undef INTERLOCK_SHAPE

template <ContextName kContext>
constexpr auto Fixed() {
  constexpr size_t kCount = static_cast<size_t>(
      std::ranges::count(kShapes, kContext, &Shape::context));
  std::array<Property, kCount> properties{};
  size_t at = 0;
  for (const Shape& shape : kShapes) {
    if (shape.context == kContext) properties[at++] = shape.property;
  }
  return properties;
}

constexpr auto kGithubProperties = Fixed<ContextName::kGithub>();
constexpr auto kRunnerProperties = Fixed<ContextName::kRunner>();
constexpr auto kJobProperties = Fixed<ContextName::kJob>();
constexpr auto kStrategyProperties = Fixed<ContextName::kStrategy>();
constexpr Type kGithubType{TypeKind::kObject, true, false, kGithubProperties};
constexpr Type kRunnerType{TypeKind::kObject, true, false, kRunnerProperties};
constexpr Type kJobContextType{TypeKind::kObject, true, false, kJobProperties};
constexpr Type kStrategyType{TypeKind::kObject, true, false,
                             kStrategyProperties};

// What a name that is not there means, by the context that it hangs below.
ProblemKind MissingKind(std::string_view path) {
  std::string_view root = path.substr(0, path.find('.'));
  if (root == "steps") return ProblemKind::kUnknownStep;
  if (root == "needs" || root == "jobs") return ProblemKind::kUnknownNeed;
  if (root == "matrix") return ProblemKind::kUnknownMatrix;
  if (root == "inputs") return ProblemKind::kUnknownInput;
  return ProblemKind::kUnknownProperty;
}

class Checker {
 public:
  Checker(const Expression& expression, std::string_view text,
          const TypeScope& scope, Arena& arena,
          std::vector<ExpressionProblem>& problems)
      : expression_(expression),
        text_(text),
        scope_(scope),
        arena_(arena),
        problems_(problems) {}

  // Depth is bounded by the parser.
  const Type* Of(uint32_t node) {
    const Expr& expr = expression_.at(node);
    switch (expr.kind) {
      case ExprKind::kLiteral:
        return TypeOf(expr.value, arena_);
      case ExprKind::kContext:
        return Context(expr);
      case ExprKind::kMember:
        return Member(node, expr, expr.text, MemberSpan(expr));
      case ExprKind::kIndex:
        return Index(node, expr);
      case ExprKind::kStar:
        return Star(Of(expr.children[0]));
      case ExprKind::kCall:
        return Call(expr);
      case ExprKind::kNot:
        Of(expr.children[0]);
        return &kBoolType;
      case ExprKind::kAnd:
      case ExprKind::kOr:
        return Chain(expr);
      default:
        Compare(expr);
        return &kBoolType;
    }
  }

 private:
  ExpressionProblem& Add(ProblemKind kind, Span span, std::string message,
                         std::string help = {}) {
    problems_.push_back({kind, span, std::move(message), std::move(help)});
    return problems_.back();
  }

  // A member's span ends with its name.
  Span MemberSpan(const Expr& expr) const {
    auto size = static_cast<uint32_t>(expr.text.size());
    return {expr.span.end - std::min(size, expr.span.size()), expr.span.end};
  }

  const Type* Context(const Expr& expr) {
    auto context = FindContext(expr.text);
    if (!context) {
      UnknownContext(expr);
      return &kAnyType;
    }
    if (!IsAvailable(*context, scope_.place)) {
      std::string help;
      if (!ContextsAt(scope_.place).empty()) {
        help = "available: " + std::string(ContextsAt(scope_.place));
      }
      Add(ProblemKind::kContextUnavailable, expr.span,
          fmt::format("'{}' is not available here", expr.text), help);
      return &kAnyType;
    }
    const Type* type = scope_.contexts[static_cast<size_t>(*context)];
    return type == nullptr ? &kAnyType : type;
  }

  void UnknownContext(const Expr& expr) {
    ExpressionProblem& problem =
        Add(ProblemKind::kUnknownContext, expr.span,
            fmt::format("there is no context '{}'", Printable(expr.text)),
            "texts take single quotes");
    for (std::string_view name : Split(ContextsAt(scope_.place), ' ')) {
      if (!name.empty()) problem.candidates.push_back(name);
    }
    problem.written = expr.text;
    problem.written_span = expr.span;
  }

  const Type* Member(uint32_t node, const Expr& expr, std::string_view name,
                     Span span) {
    return MemberOf(Of(expr.children[0]), node, name, span);
  }

  const Type* MemberOf(const Type* object, uint32_t node, std::string_view name,
                       Span span) {
    switch (object->kind) {
      case TypeKind::kObject:
        break;
      case TypeKind::kArray:
        if (!object->filtered || object->element == nullptr) return &kAnyType;
        return Star(MemberOf(object->element, node, name, span), true);
      case TypeKind::kAny:
      case TypeKind::kNull:
        return &kAnyType;
      default:
        Add(ProblemKind::kExpressionKind, expression_.at(node).span,
            fmt::format("'{}' is asked of {}, which has no members",
                        Printable(name), Describe(*object)),
            "the result is always empty");
        return &kAnyType;
    }
    if (const Property* found = object->Find(name)) {
      return found->type == nullptr ? &kAnyType : found->type;
    }
    if (object->closed) {
      Missing(*object, node, name, span);
      return &kAnyType;
    }
    return object->element == nullptr ? &kAnyType : object->element;
  }

  void Missing(const Type& object, uint32_t node, std::string_view name,
               Span span) {
    const Expr& expr = expression_.at(node);
    std::string path = PathOf(expression_, expr.children[0]);
    std::vector<std::string_view> names;
    for (const Property& property : object.properties) {
      names.push_back(property.name);
    }
    std::string help =
        names.empty() ? "it holds nothing" : "it holds " + Quoted(names);
    std::string of = path.empty() ? "the object" : "'" + Printable(path) + "'";
    ExpressionProblem& problem =
        Add(MissingKind(path), expr.span,
            fmt::format("{} has no '{}'", of, Printable(name)), help);
    problem.candidates = std::move(names);
    problem.written = span.In(text_);
    problem.written_span = span;
  }

  const Type* Index(uint32_t node, const Expr& expr) {
    const Type* object = Of(expr.children[0]);
    const Type* index = Of(expr.children[1]);
    const Expr& at = expression_.at(expr.children[1]);
    bool literal = at.kind == ExprKind::kLiteral;
    if (object->kind == TypeKind::kArray) {
      return object->element == nullptr ? &kAnyType : object->element;
    }
    if (literal && at.value.kind == ValueKind::kString) {
      Span inner = at.span;
      if (inner.size() > 2) inner = {inner.begin + 1, inner.end - 1};
      return MemberOf(object, node, at.value.text, inner);
    }
    if (object->kind == TypeKind::kObject && object->properties.empty() &&
        object->element != nullptr) {
      return object->element;
    }
    if (index->kind == TypeKind::kObject || index->kind == TypeKind::kArray) {
      Add(ProblemKind::kExpressionKind, at.span,
          fmt::format("the index is {}", Describe(*index)),
          "an index is a text or a number");
    }
    return &kAnyType;
  }

  const Type* Star(const Type* type, bool member = false) {
    Type array{TypeKind::kArray};
    array.filtered = true;
    if (member) {
      array.element = type;
    } else if (type->kind == TypeKind::kArray) {
      array.element = type->element;
    } else if (type->kind == TypeKind::kObject) {
      array.element = type->element;
      for (const Property& property : type->properties) {
        array.element = array.element == nullptr
                            ? property.type
                            : Common(array.element, property.type);
      }
      // Of `steps.*` and the like each has the same keys.
      if (array.element != nullptr && !type->properties.empty()) {
        array.element = CommonObject(type->properties);
      }
    }
    return arena_.New<Type>(array);
  }

  static const Type* CommonObject(std::span<const Property> properties) {
    const Type* common = properties.front().type;
    for (const Property& property : properties) {
      common = Common(common, property.type);
    }
    return common;
  }

  const Type* Call(const Expr& expr) {
    std::vector<const Type*> arguments;
    for (uint32_t child : expr.children) arguments.push_back(Of(child));
    return CheckCall(expression_, expr, arguments, scope_.place, arena_,
                     problems_);
  }

  // "matrix.debug || false": a row may have the key some day. A name that is
  // nearly one of the keys is a slip all the same.
  void Excuse(size_t from) {
    auto added = problems_.begin() + static_cast<ptrdiff_t>(from);
    problems_.erase(
        std::remove_if(added, problems_.end(),
                       [](const ExpressionProblem& one) {
                         return one.kind == ProblemKind::kUnknownMatrix &&
                                Nearest(one.written, one.candidates).empty();
                       }),
        problems_.end());
  }

  // `a && b` is the first false operand or the last one.
  const Type* Chain(const Expr& expr) {
    const Type* type = nullptr;
    for (uint32_t child : expr.children) {
      size_t before = problems_.size();
      const Type* next = Of(child);
      bool last = child == expr.children.back();
      if (expr.kind == ExprKind::kOr && !last) Excuse(before);
      type = type == nullptr ? next : Common(type, next);
    }
    return type;
  }

  void Compare(const Expr& expr) {
    const Type* left = Of(expr.children[0]);
    const Type* right = Of(expr.children[1]);
    for (const Type* side : {left, right}) {
      const Type* other = side == left ? right : left;
      bool whole =
          side->kind == TypeKind::kObject || side->kind == TypeKind::kArray;
      bool plain = other->kind != TypeKind::kAny &&
                   other->kind != TypeKind::kObject &&
                   other->kind != TypeKind::kArray;
      if (!whole || !plain) continue;
      Add(ProblemKind::kComparison, expr.span,
          fmt::format("'{}' compares {} with {}: they are never equal",
                      Shown(expr), Describe(*side), Describe(*other)),
          "compare one of its members, or its toJSON()");
      return;
    }
    CompareLiteral(expr, left, expr.children[1]);
    CompareLiteral(expr, right, expr.children[0]);
  }

  std::string Shown(const Expr& expr) const {
    return Printable(expr.span.In(text_).substr(0, 70));
  }

  // Unlike kinds are compared as numbers, so 'true' is not equal to true.
  void CompareLiteral(const Expr& expr, const Type* type, uint32_t other) {
    const Expr& literal = expression_.at(other);
    bool text = literal.kind == ExprKind::kLiteral &&
                literal.value.kind == ValueKind::kString;
    bool number =
        type->kind == TypeKind::kBool || type->kind == TypeKind::kNumber;
    if (!text || !number || !std::isnan(ParseNumber(literal.value.text))) {
      return;
    }
    std::string lower = AsciiLower(literal.value.text);
    std::string help = "write a number without quotes";
    if (type->kind == TypeKind::kBool) {
      help = lower == "true" || lower == "false"
                 ? "write " + lower + " without quotes"
                 : "compare it with true or false, without quotes";
    }
    Add(ProblemKind::kComparison, expr.span,
        fmt::format("'{}' compares {} with a text: they are never equal",
                    Shown(expr), Describe(*type)),
        help);
  }

  const Expression& expression_;
  std::string_view text_;
  const TypeScope& scope_;
  Arena& arena_;
  std::vector<ExpressionProblem>& problems_;
};

}  // namespace

TypeScope ScopeAt(Place place) {
  TypeScope scope;
  scope.place = place;
  scope.At(ContextName::kGithub) = &kGithubType;
  scope.At(ContextName::kRunner) = &kRunnerType;
  scope.At(ContextName::kJob) = &kJobContextType;
  scope.At(ContextName::kStrategy) = &kStrategyType;
  scope.At(ContextName::kEnv) = &kTextMapType;
  scope.At(ContextName::kVars) = &kTextMapType;
  scope.At(ContextName::kSecrets) = &kTextMapType;
  return scope;
}

const Type* CheckTypes(const Expression& expression, std::string_view text,
                       const TypeScope& scope, Arena& arena,
                       std::vector<ExpressionProblem>& problems) {
  if (!expression.ok()) return &kAnyType;
  return Checker(expression, text, scope, arena, problems).Of(expression.root);
}

}  // namespace interlock::workflow
