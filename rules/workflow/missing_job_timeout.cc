// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/yaml_edit.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "missing-job-timeout",
    .summary = "A job has no timeout and may run for six hours",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions cost",
    .peers = "ghalint:job_timeout_minutes_is_required",
    .docs = R"(## What it does
Reports jobs without `timeout-minutes`. Jobs that call a reusable workflow
cannot have one and are left alone, and so are jobs whose steps each have one.

The fix sets half an hour; it is unsafe because the job may need longer.

## Why is this bad?
A step that hangs holds its runner, its concurrency group and the release behind
it until GitHub's own limit of six hours.

```yaml,bad
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

bool EachStepEnds(const Job& job) {
  for (const Step& step : job.steps) {
    if (!step.timeout.present()) return false;
  }
  return !job.steps.empty();
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    if (job.calls() || job.timeout.present() || EachStepEnds(job)) continue;
    auto report = out.Report(job.id.span, "job '{}' has no timeout-minutes",
                             Printable(job.id.text));
    report.Help("add timeout-minutes, somewhat above the longest good run")
        .Anchor(job.id.text);
    auto edit = AddMemberBefore(*workflow.source, *job.node, "steps",
                                "timeout-minutes", {"30"});
    if (!edit) continue;
    report.With(
        {"end the job after half an hour", FixKind::kUnsafe, {*edit}, {}});
  }
}

}  // namespace

extern constexpr Rule kMissingJobTimeout = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
