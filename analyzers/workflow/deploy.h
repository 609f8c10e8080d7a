// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/workflow/check_names.h"
#include "analyzers/workflow/targets.h"

namespace interlock::workflow {

struct WorkflowSet;

// A job that puts something where people use it, reached from a workflow that
// something other than a call triggers.
struct Deployment {
  // From the job of the triggered workflow to the job that deploys.
  std::vector<CheckLevel> levels;
  Stage stage = Stage::kOther;
  // Whoever starts the run chooses the target, and may choose production.
  bool chosen = false;
  Text target;  // what says so: an input's value, an environment, a name
  const Source* target_source = nullptr;

  const Workflow& root() const { return *levels.front().workflow; }
  const Job& top() const { return *levels.front().job; }
  const Workflow& workflow() const { return *levels.back().workflow; }
  const Job& job() const { return *levels.back().job; }
  bool ToProduction() const { return stage == Stage::kProduction || chosen; }
};

// Whether a step deploys, told by the command or the action; what only builds,
// tests or shows a plan does not.
bool Deploys(const Step& step);
// The same of a job, from its lowered steps.
bool Deploys(const Job& job);

// From the checks of a set, in their order.
std::vector<Deployment> FindDeployments(const WorkflowSet& set);

// A job that does something else than deploying: it may hold a release up.
bool IsGate(const Job& job, const WorkflowSet& set);

// Whether a job that does not deploy stands somewhere before it: tests, a
// gate, an approval.
bool HasGateBefore(const Deployment& deployment, const WorkflowSet& set);

}  // namespace interlock::workflow
