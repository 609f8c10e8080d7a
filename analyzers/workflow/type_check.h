// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/expression.h"
#include "analyzers/workflow/places.h"
#include "analyzers/workflow/problem.h"
#include "analyzers/workflow/types.h"

namespace interlock::workflow {

// What an expression sees where it stands.
struct TypeScope {
  Place place = Place::kNowhere;
  // By ContextName; null is not known.
  std::array<const Type*, kContextNames> contexts = {};

  const Type*& At(ContextName context) {
    return contexts[static_cast<size_t>(context)];
  }
};

// The scope of a place, with the contexts whose shape GitHub fixes.
TypeScope ScopeAt(Place place);

// What is wrong inside of an expression. Spans are relative to its text.
struct ExpressionProblem {
  ProblemKind kind;
  Span span;
  std::string message;
  std::string help = {};
  // Names of which one may have been meant by what stands at `span`.
  std::vector<std::string_view> candidates = {};
  std::string_view written = {};
  Span written_span = {};
};

// The type of a parsed expression, and what is wrong with it. What is not
// known is never wrong. `text` is what the expression was parsed from.
const Type* CheckTypes(const Expression& expression, std::string_view text,
                       const TypeScope& scope, Arena& arena,
                       std::vector<ExpressionProblem>& problems);

// "constant" functions take no state of the run: format, contains ...
bool IsPureFunction(std::string_view name);

}  // namespace interlock::workflow
