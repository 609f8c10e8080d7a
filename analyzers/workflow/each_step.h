// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/workflow/find_problems.h"

namespace interlock::workflow {

// Calls `visit` with each step of the file and with its job, which is null in
// a composite action.
template <class Visit>
void ForEachStep(const ProblemInput& input, Visit visit) {
  if (input.action != nullptr) {
    for (const Step& step : input.action->steps) visit(step, nullptr);
    return;
  }
  for (const Job& job : input.workflow->jobs) {
    for (const Step& step : job.steps) visit(step, &job);
  }
}

}  // namespace interlock::workflow
