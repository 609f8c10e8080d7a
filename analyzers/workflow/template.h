// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/expression.h"
#include "analyzers/workflow/name_pattern.h"

namespace interlock::workflow {

// One stretch of a text: literal, or an expression with its `${{ }}`.
struct Piece {
  Span span;              // relative to the text, `${{` and `}}` included
  std::string_view text;  // of literals
  bool is_expression = false;
  uint32_t inner = 0;  // where the expression's own text begins
  Expression expression;
};

// A text with expressions inside, to whose literals it points. `error` is set
// when one is not closed.
struct Template {
  std::vector<Piece> pieces;
  std::string error;

  bool HasExpressions() const;
  // The text itself is just one `${{ }}`.
  bool IsOneExpression() const {
    return pieces.size() == 1 && pieces.front().is_expression;
  }
};

Template ParseTemplate(std::string_view text);
bool HasExpression(std::string_view text);

// A text that is exactly `${{ 'literal' }}` is that literal, as if written
// without the braces. Null when it is anything else.
const std::string* FoldedLiteral(const Template& parsed);

// The value of a whole text: one expression keeps its kind, mixed text is a
// string, unknown when a part is.
Value EvaluateTemplate(const Template& parsed, const Scope& scope);
// The same as a string with unknown parts left open.
NamePattern EvaluatePattern(const Template& parsed, const Scope& scope);

// The value of a node with the expressions in its scalars evaluated. Visits
// at most `budget` nodes and spends from it; what is left is unknown.
Value EvaluateNode(const Node& node, const Scope& scope, size_t& budget);

// An `if`: an expression with or without `${{ }}`, and success() where it
// names no status function.
struct Condition {
  Expression expression;
  bool always_true = false;  // text around `${{ }}` makes a non-empty string
  bool has_status = false;
};
Condition ParseCondition(std::string_view text);
Truth Evaluate(const Condition& condition, const Scope& scope);

}  // namespace interlock::workflow
