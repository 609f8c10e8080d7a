// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/workflow_text.h"
#include "analyzers/project/project.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "destructive-command-without-reason",
    .summary = "Something is destroyed by hand and nobody has to say why",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .confidence = Confidence::kMedium,
    .tags = "audit",
    .docs = R"(
## What it does
Reports scripts of workflows that people start (`workflow_dispatch`, comments)
and that destroy something: `kubectl delete`, scaling to zero, `helm uninstall`,
`terraform destroy`, dropping databases or tables, deleting buckets. It is
silent when the workflow has an input or the script a word for the reason:
reason, justification, ticket, incident. Previews and test clusters are left
alone.

## Why is this bad?
After the incident the log says that somebody scaled production to zero. Whether
it was meant, and for which ticket, is not known; an auditor asks for it a year
later.

```yaml,bad,file=.github/workflows/scale-down.yml
on: workflow_dispatch
jobs:
  down:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl -n prod scale deploy/orders --replicas=0
```

```yaml,good,file=.github/workflows/scale-down.yml
on:
  workflow_dispatch:
    inputs:
      reason: { description: Why, required: true }
jobs:
  down:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl -n prod scale deploy/orders --replicas=0
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kReasons[] = {"reason",   "justification", "ticket",
                                         "incident", "change_id",     "why"};
constexpr std::string_view kByHand[] = {"workflow_dispatch", "issue_comment",
                                        "issues"};

// What comments say is no question.
bool AsksWhy(std::string_view script) {
  for (std::string_view line : Split(script, '\n')) {
    bool says = SaysAny(line.substr(0, line.find('#')), kReasons);
    if (says) return true;
  }
  return false;
}

const workflow::Trigger* ByHand(const workflow::Workflow& file) {
  for (std::string_view event : kByHand) {
    if (const auto* trigger = file.FindTrigger(event)) return trigger;
  }
  return nullptr;
}

void Check(const workflow::Workflow& file, const Context&, Sink& out) {
  const workflow::Trigger* trigger = ByHand(file);
  if (trigger == nullptr) return;
  bool asked = std::ranges::any_of(trigger->inputs, [](const auto& input) {
    return SaysAny(input.name.text, kReasons);
  });
  if (asked) return;
  for (const workflow::Job& job : file.jobs) {
    for (const workflow::Step& step : job.steps) {
      std::string_view word = DestructiveIn(step.run.text);
      if (word.empty() || AsksWhy(step.run.text)) continue;
      out.Report(PlaceInScript(file, step, word),
                 "'{}' runs by hand and no reason is asked for", Trim(word))
          .Help("add a required input 'reason' and write it into the summary");
    }
  }
}

}  // namespace

extern constexpr Rule kDestructiveCommandWithoutReason =
    On<workflow::Workflow, Check>(kInfo);

}  // namespace interlock::governance
