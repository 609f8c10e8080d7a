// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "unsecure-commands-allowed",
    .summary = "Any line of a job's output may change its environment",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "8.0",
    .tags = "github-actions security",
    .peers = "zizmor:insecure-commands octoscan:unsecure-commands",
    .docs = R"(## What it does
Reports `ACTIONS_ALLOW_UNSECURE_COMMANDS: true` in `env`.

## Why is this bad?
It brings back `::set-env` and `::add-path`, which GitHub removed in 2020
(CVE-2020-15228): whatever a command prints, a commit message or a test's name,
can set variables of the steps that follow.

```yaml,bad
on: push
env:
  ACTIONS_ALLOW_UNSECURE_COMMANDS: true
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
      - run: echo "A=b" >> "$GITHUB_ENV"
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Variables& env, Sink& out) {
  const Variable* flag = env.Find("ACTIONS_ALLOW_UNSECURE_COMMANDS");
  if (flag == nullptr || !EqualsIgnoringCase(flag->value.text, "true")) return;
  out.Report(flag->name.span,
             "ACTIONS_ALLOW_UNSECURE_COMMANDS lets any output set variables "
             "of later steps")
      .Help("write to \"$GITHUB_ENV\" and \"$GITHUB_PATH\" instead");
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  Look(workflow.env, out);
  for (const Job& job : workflow.jobs) {
    Look(job.env, out);
    for (const Step& step : job.steps) Look(step.env, out);
  }
}

}  // namespace

extern constexpr Rule kUnsecureCommandsAllowed = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
