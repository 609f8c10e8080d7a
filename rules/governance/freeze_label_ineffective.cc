// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/workflow_text.h"
#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "freeze-label-ineffective",
    .summary = "A freeze label does not keep anything from being merged",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "freeze",
    .docs = R"(
## What it does
Finds the steps and jobs of a pull request workflow that fail, or run, when the
pull request has a label with `freeze` or `hold` in its name, and reports when
labelling does not start the workflow (`types` without `labeled` and
`unlabeled`), and when the protections of this repository require other checks
and not that job. Where no protection is kept here, only the first is said.

## Why is this bad?
The label is put on open pull requests while main is red. The check ran before
that and is green, so all of them can be merged. And what is not required keeps
nobody from merging, whatever its colour.

```yaml,bad,file=.github/workflows/freeze.yml
on: pull_request
jobs:
  freeze:
    runs-on: ubuntu-latest
    steps:
      - if: contains(github.event.pull_request.labels.*.name, 'freeze')
        run: exit 1
```

```yaml,good,file=.github/workflows/freeze.yml
on:
  pull_request:
    types: [opened, synchronize, reopened, labeled, unlabeled]
jobs:
  freeze:
    runs-on: ubuntu-latest
    steps:
      - if: contains(github.event.pull_request.labels.*.name, 'freeze')
        run: exit 1
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kFreezes[] = {
    "freeze", "frozen", "hold", "blocked", "do-not-merge", "do not merge"};

bool ReadsFreeze(std::string_view condition) {
  return condition.find("labels") != std::string_view::npos &&
         SaysAny(condition, kFreezes);
}

// The condition of the job that reads the label, or nothing.
const workflow::Text* FreezeOf(const workflow::Job& job) {
  if (ReadsFreeze(job.condition.text)) return &job.condition;
  for (const workflow::Step& step : job.steps) {
    if (ReadsFreeze(step.condition.text)) return &step.condition;
  }
  return nullptr;
}

// Whether some protection requires checks, and none of them is the job's.
bool NotRequired(const Project& project, const workflow::Job& job) {
  bool any = false;
  for (const auto& one : project.protections->protections) {
    if (!one.Gates()) continue;
    for (const auto& context : one.contexts) {
      if (context.name == job.label()) return false;
      any = true;
    }
  }
  return any;
}

void Check(const workflow::Workflow& file, const Context& ctx, Sink& out) {
  const workflow::Trigger* trigger = file.FindTrigger("pull_request");
  if (trigger == nullptr) trigger = file.FindTrigger("pull_request_target");
  if (trigger == nullptr) return;
  bool starts = HasType(*trigger, "labeled") && HasType(*trigger, "unlabeled");
  for (const workflow::Job& job : file.jobs) {
    const workflow::Text* freeze = FreezeOf(job);
    if (freeze == nullptr) continue;
    bool loose = NotRequired(ctx.project, job);
    if (!starts) {
      out.Report(trigger->span,
                 "labelling does not start {}, so its result is old{}",
                 Printable(job.label()),
                 loose ? ", and no protection requires it" : "")
          .Help("add the types labeled and unlabeled{}",
                loose ? ", and require the check" : "")
          .Related(*file.source, freeze->span, "reads the label");
    } else if (loose) {
      out.Report(job.id.span,
                 "{} reads the freeze label, and no protection requires it",
                 Printable(job.label()))
          .Help("add it to the required checks of the branch");
    }
  }
}

}  // namespace

extern constexpr Rule kFreezeLabelIneffective =
    On<workflow::Workflow, Check>(kInfo);

}  // namespace interlock::governance
