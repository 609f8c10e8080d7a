// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/fold.h"

#include <vector>

#include "analyzers/workflow/type_check.h"

namespace interlock::workflow {
namespace {

class Folder {
 public:
  Folder(const Expression& expression, const Scope& scope)
      : copy_(expression), scope_(scope), open_(expression.nodes.size()) {
    // Children stand before their parents in the list of nodes.
    for (size_t i = 0; i < copy_.nodes.size(); ++i) {
      const Expr& expr = copy_.nodes[i];
      open_[i] = expr.kind == ExprKind::kCall && !IsPureFunction(expr.text);
      for (uint32_t child : expr.children) {
        if (child >= i || open_[child]) open_[i] = true;
      }
    }
  }

  // Depth is bounded by the parser.
  Truth Of(uint32_t node) {
    const Expr& expr = copy_.at(node);
    switch (expr.kind) {
      case ExprKind::kNot: {
        Truth truth = Of(expr.children[0]);
        if (truth == Truth::kUnknown) return truth;
        return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
      }
      case ExprKind::kAnd:
      case ExprKind::kOr: {
        bool is_and = expr.kind == ExprKind::kAnd;
        Truth decides = is_and ? Truth::kFalse : Truth::kTrue;
        Truth result = is_and ? Truth::kTrue : Truth::kFalse;
        for (uint32_t child : expr.children) {
          Truth truth = Of(child);
          if (truth == decides) return decides;
          if (truth == Truth::kUnknown) result = truth;
        }
        return result;
      }
      default:
        break;
    }
    // Whatever runs, always() is true.
    if (expr.kind == ExprKind::kCall && expr.text == "always") {
      return Truth::kTrue;
    }
    if (open_[node]) return Truth::kUnknown;
    copy_.root = node;
    return EvaluateTruth(copy_, scope_);
  }

 private:
  Expression copy_;
  const Scope& scope_;
  std::vector<bool> open_;  // depends on how the run goes
};

}  // namespace

Truth FoldTruth(const Expression& expression, const Scope& scope) {
  if (!expression.ok()) return Truth::kUnknown;
  // A lone always() is the usual way to run after a failure, and means it.
  const Expr& root = expression.at(expression.root);
  if (root.kind == ExprKind::kCall) {
    Folder folder(expression, scope);
    return root.text == "always" ? Truth::kUnknown : folder.Of(expression.root);
  }
  return Folder(expression, scope).Of(expression.root);
}

}  // namespace interlock::workflow
