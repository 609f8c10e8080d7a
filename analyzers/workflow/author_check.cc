// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/author_check.h"

#include <algorithm>
#include <utility>

#include "analyzers/workflow/template.h"

namespace interlock::workflow {
namespace {

bool IsAuthor(const Expression& expression, uint32_t node) {
  std::string path = PathOf(expression, node);
  return path.starts_with("github.event.") && path.ends_with(".user.login");
}

// Depth is bounded by the parser.
bool Requires(const Expression& expression, uint32_t node) {
  const Expr& expr = expression.at(node);
  if (expr.kind == ExprKind::kAnd) {
    return std::ranges::any_of(expr.children, [&](uint32_t child) {
      return Requires(expression, child);
    });
  }
  if (expr.kind != ExprKind::kEqual) return false;
  uint32_t left = expr.children[0];
  uint32_t right = expr.children[1];
  if (IsAuthor(expression, right)) std::swap(left, right);
  return IsAuthor(expression, left) &&
         expression.at(right).kind == ExprKind::kLiteral;
}

}  // namespace

bool NamesAuthor(const Text& condition) {
  if (condition.text.find("user.login") == std::string_view::npos) {
    return false;
  }
  Condition parsed = ParseCondition(condition.text);
  return !parsed.always_true && parsed.expression.ok() &&
         Requires(parsed.expression, parsed.expression.root);
}

bool IsForOneAuthor(const Job& job, const Step& step) {
  return NamesAuthor(job.condition) || NamesAuthor(step.condition);
}

}  // namespace interlock::workflow
