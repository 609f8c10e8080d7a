// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/action.h"
#include "analyzers/workflow/check_names.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/problem.h"

namespace interlock::workflow {

class ProblemBook;

// All workflows and actions of a repository and the checks that they make.
// They must not move once the checks are computed, so the set is built in one
// go.
struct WorkflowSet {
  std::vector<Workflow> workflows;  // sorted by path
  std::vector<Check> checks;        // in the order of the workflows' jobs
  std::vector<Action> actions;      // sorted by path

  WorkflowSet();
  explicit WorkflowSet(std::vector<Workflow> all,
                       std::vector<Action> all_actions = {});
  ~WorkflowSet();
  WorkflowSet(WorkflowSet&&) noexcept;
  WorkflowSet& operator=(WorkflowSet&&) noexcept;

  // The workflow at a path from the root, as `uses: ./...` names one.
  const Workflow* Find(std::string_view path) const;
  // The action in a folder; "" and "." are the root.
  const Action* FindAction(std::string_view folder) const;
  // What is wrong with a workflow or an action of this set. Computed when it
  // is first asked for, once, by whichever thread comes first.
  const std::vector<Problem>& ProblemsOf(std::string_view path) const;

 private:
  std::unique_ptr<ProblemBook> book_;
};

}  // namespace interlock::workflow
