// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/workflow_set.h"

#include <algorithm>
#include <utility>

namespace interlock::workflow {
namespace {

std::string_view PathOfWorkflow(const Workflow& workflow) {
  return workflow.path();
}

}  // namespace

WorkflowSet::WorkflowSet(std::vector<Workflow> all)
    : workflows(std::move(all)) {
  std::ranges::sort(workflows, {}, PathOfWorkflow);
  checks = ComputeChecks(*this);
}

const Workflow* WorkflowSet::Find(std::string_view path) const {
  auto at = std::ranges::lower_bound(workflows, path, {}, PathOfWorkflow);
  bool found = at != workflows.end() && at->path() == path;
  return found ? &*at : nullptr;
}

}  // namespace interlock::workflow
