// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "debug-output-on",
    .summary = "The runner's debug output is switched on in the file",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .security_severity = "3.0",
    .tags = "github-actions security",
    .peers = "poutine:debug_enabled",
    .docs = R"(## What it does
Reports `ACTIONS_STEP_DEBUG` and `ACTIONS_RUNNER_DEBUG` set to true in `env`.

## Why is this bad?
Debug output shows what actions pass around, in logs that everybody who can
read the repository can read. It is meant to be switched on for one run.

```yaml,bad
on: push
env:
  ACTIONS_STEP_DEBUG: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Variables& env, Sink& out) {
  for (std::string_view name : {"ACTIONS_STEP_DEBUG", "ACTIONS_RUNNER_DEBUG"}) {
    const Variable* flag = env.Find(name);
    if (flag == nullptr || !EqualsIgnoringCase(flag->value.text, "true")) {
      continue;
    }
    out.Report(flag->name.span,
               "'{}' shows in every log what actions pass "
               "around",
               name)
        .Help("remove it; re-run a job with debug logging when it is needed");
  }
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  Look(workflow.env, out);
  for (const Job& job : workflow.jobs) {
    Look(job.env, out);
    for (const Step& step : job.steps) Look(step.env, out);
  }
}

}  // namespace

extern constexpr Rule kDebugOutputOn = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
