// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/workflow/expression.h"

namespace interlock::workflow {

// Whether an expression holds whatever happens in the run, as far as the scope
// tells. Unlike EvaluateTruth it takes nothing for granted about the jobs
// and steps before: success() may be true or false.
Truth FoldTruth(const Expression& expression, const Scope& scope);

}  // namespace interlock::workflow
