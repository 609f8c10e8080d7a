// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/check_names.h"
#include "analyzers/workflow/deploy.h"
#include "analyzers/workflow/file_uses.h"
#include "analyzers/workflow/local_action.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/problem.h"
#include "analyzers/workflow/scripts.h"

namespace interlock::workflow {

class ProblemBook;

// A job or a step of this repository that calls a workflow or an action of it.
struct Caller {
  const Body* body;
  const Step* step;  // null when the job itself calls
};

// All workflows of a repository and the checks that they make. Workflows must
// not move once the checks are computed, so the set is built in one go.
struct WorkflowSet {
  std::vector<Workflow> workflows;   // sorted by path
  std::vector<LocalAction> actions;  // sorted by path
  std::vector<Check> checks;         // in the order of the workflows' jobs
  std::vector<ShellTexts> texts;     // of the workflows, then of the actions
  std::vector<Body> bodies;          // of jobs, then of composite actions
  std::vector<FileUse> file_uses;    // in the order of the bodies
  std::vector<Deployment> deployments;

  std::vector<size_t> first_body;        // by workflow
  std::vector<Caller> callers;           // grouped by whom they call
  std::vector<size_t> workflow_callers;  // where a workflow's begin, by index
  std::vector<size_t> action_callers;    // the same of an action

  WorkflowSet();
  explicit WorkflowSet(std::vector<Workflow> all,
                       std::vector<LocalAction> some = {},
                       unsigned threads = 1);
  ~WorkflowSet();
  WorkflowSet(WorkflowSet&&) noexcept;
  WorkflowSet& operator=(WorkflowSet&&) noexcept;

  // The workflow at a path from the root, as `uses: ./...` names one.
  const Workflow* Find(std::string_view path) const;
  // The action in a folder from the root.
  const LocalAction* FindAction(std::string_view folder) const;
  // The bodies of a workflow's jobs, in their order.
  std::span<const Body> BodiesOf(const Workflow& workflow) const;
  const Body* BodyOf(const Workflow& workflow, const Job& job) const;
  const Body* BodyOf(const LocalAction& action) const;
  // Who calls the workflow or action that a body belongs to.
  std::span<const Caller> CallersOf(const Body& body) const;

  // What is wrong with a workflow or an action of this set. Computed when it
  // is first asked for, once, by whichever thread comes first.
  const std::vector<Problem>& ProblemsOf(std::string_view path) const;
  const std::vector<Problem>& ProblemsOf(const Workflow& workflow) const;
  const std::vector<Problem>& ProblemsOf(const LocalAction& action) const;

 private:
  void FindBodies(unsigned threads);
  void FindFileUses(unsigned threads);
  void LinkCallers();

  std::unique_ptr<ProblemBook> book_;
};

}  // namespace interlock::workflow
