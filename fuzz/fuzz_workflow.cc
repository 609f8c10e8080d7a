// SPDX-License-Identifier: Apache-2.0
// Any YAML as a workflow and as an action: problems lie inside of the file,
// and what they say can be shown.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/workflow_set.h"
#include "fuzz/law.h"
#include "parsers/yaml/yaml.h"

namespace {

using interlock::Document;
using interlock::Source;

// Bounds what one input may cost.
constexpr size_t kMostBytes = 20000;

void LookAt(const Source& source, const interlock::workflow::WorkflowSet& set) {
  for (const auto& problem : set.ProblemsOf(source.path())) {
    INTERLOCK_LAW(problem.span.begin <= problem.span.end);
    INTERLOCK_LAW(problem.span.end <= source.size());
    INTERLOCK_LAW(problem.fix_span.end <= source.size());
    INTERLOCK_LAW(!problem.message.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kMostBytes) return 0;
  std::string text(reinterpret_cast<const char*>(data), size);
  Source workflow(".github/workflows/a.yml", text);
  Source action("action.yml", std::move(text));
  Document workflow_tree = interlock::ParseYaml(workflow);
  Document action_tree = interlock::ParseYaml(action);
  std::vector<interlock::workflow::Workflow> workflows;
  workflows.push_back(interlock::workflow::Lower(workflow_tree));
  std::vector<interlock::workflow::LocalAction> actions;
  actions.push_back(interlock::workflow::LowerAction(action_tree));
  interlock::workflow::WorkflowSet set(std::move(workflows),
                                       std::move(actions));
  LookAt(workflow, set);
  LookAt(action, set);
  return 0;
}
