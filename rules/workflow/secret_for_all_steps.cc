// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "secret-for-all-steps",
    .summary = "A secret is in the environment of steps that do not need it",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .security_severity = "4.0",
    .tags = "github-actions security",
    .peers = "ghalint:workflow_secrets ghalint:job_secrets",
    .docs = R"(## What it does
Reports secrets in the `env` of a workflow with several jobs, or of a job with
several steps.

## Why is this bad?
Every action and tool of every step can read it, whichever needs it.

```yaml,bad
on: push
env:
  TOKEN: ${{ secrets.TOKEN }}
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: make lint
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: make deploy
```

```yaml,good
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: make build
      - run: make deploy
        env:
          TOKEN: ${{ secrets.TOKEN }}
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Variables& env, std::string_view whose, Sink& out) {
  for (const Variable& one : env.all) {
    auto names = SecretsIn(one.value.text);
    if (names.empty()) continue;
    out.Report(one.value.span, "'{}' gives a secret to {}",
               Printable(one.name.text), whose)
        .Help("put it into the env of the step that needs it")
        .Anchor(one.name.text);
  }
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  if (workflow.jobs.size() > 1) {
    Look(workflow.env, "all jobs of the workflow", out);
  }
  for (const Job& job : workflow.jobs) {
    if (job.steps.size() > 1) Look(job.env, "all steps of the job", out);
  }
}

}  // namespace

extern constexpr Rule kSecretForAllSteps = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
