// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/check_names.h"
#include "analyzers/workflow/model.h"

namespace interlock::workflow {

// All workflows of a repository and the checks that they make. Workflows must
// not move once the checks are computed, so the set is built in one go.
struct WorkflowSet {
  std::vector<Workflow> workflows;  // sorted by path
  std::vector<Check> checks;        // in the order of the workflows' jobs

  WorkflowSet() = default;
  explicit WorkflowSet(std::vector<Workflow> all);
  WorkflowSet(WorkflowSet&&) = default;
  WorkflowSet& operator=(WorkflowSet&&) = default;

  // The workflow at a path from the root, as `uses: ./...` names one.
  const Workflow* Find(std::string_view path) const;
};

}  // namespace interlock::workflow
