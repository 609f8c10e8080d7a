// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/protection/required.h"
#include "analyzers/workflow/gate.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "gate-omits-need",
    .summary = "A gate reads the results of some of its needs, but not of all",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions required-checks",
    .peers =
        "ci-truth-serum:check-path-gate-deps "
        "ci-truth-serum:check-conclusion-coverage",
    .docs = R"(## What it does
Reports required jobs that run after failures and compare the results of single
needs, when one of the jobs in `needs` is not among them and is not required
itself. A need whose outputs are read is left alone.

## Why is this bad?
The list of needs grows with the workflow; the script that compares their
results is forgotten. The new job can fail for months and the gate stays green.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: make lint
  gate:
    if: always()
    needs: [test, lint]
    runs-on: ubuntu-latest
    steps:
      - run: exit 1
        if: needs.test.result != 'success'
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "gate"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: make lint
  gate:
    if: always()
    needs: [test, lint]
    runs-on: ubuntu-latest
    steps:
      - run: jq -e 'all(.[]; .result == "success")' <<< "$NEEDS"
        env:
          NEEDS: ${{ toJSON(needs) }}
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "gate"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  const auto& protections = *ctx.project.protections;
  for (const auto* one : protection::RequiredIn(workflow, protections)) {
    const Job& job = *one->job;
    GateReading reading = ReadingOf(job);
    bool single = RunsAfterFailure(job) && !reading.all && !reading.status &&
                  !reading.jobs.empty();
    if (!single) continue;
    for (const Text& name : job.needs) {
      const Job* need = workflow.FindJob(name.text);
      bool read = need == nullptr || reading.Reads(*need) ||
                  reading.ReadsOutputs(*need);
      if (read || protection::IsRequired(*need, protections)) continue;
      out.Report(name.span,
                 "required job '{}' needs '{}', but does not look at its "
                 "result",
                 Printable(job.id.text), Printable(need->id.text))
          .Help(
              "compare needs.{}.result with 'success', or use "
              "needs.*.result",
              Printable(need->id.text))
          .Anchor(need->id.text);
    }
  }
}

}  // namespace

extern constexpr Rule kGateOmitsNeed = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
