// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/workflow/type_check.h"

namespace interlock::workflow {

// The type of a function call whose arguments have these types: whether the
// function is there, may be called at this place, and takes these arguments.
const Type* CheckCall(const Expression& expression, const Expr& call,
                      const std::vector<const Type*>& arguments, Place place,
                      Arena& arena, std::vector<ExpressionProblem>& problems);

}  // namespace interlock::workflow
