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
    .id = "gate-blind-to-need",
    .summary = "A gate cannot see that a need with continue-on-error failed",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions required-checks",
    .docs = R"(## What it does
Reports required jobs that read the result of a need with `continue-on-error:
true`.

## Why is this bad?
For the jobs after it, the result of such a job is `success` even when it
failed. The gate compares, finds nothing wrong, and passes; the red cross beside
the job is all that is left.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
  lint:
    continue-on-error: true
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
    if (!RunsAfterFailure(job) || reading.Nothing()) continue;
    for (const Text& name : job.needs) {
      const Job* need = workflow.FindJob(name.text);
      bool blind = need != nullptr && IsTrue(need->continue_on_error.node) &&
                   reading.Reads(*need) &&
                   !protection::IsRequired(*need, protections);
      if (!blind) continue;
      out.Report(name.span,
                 "required job '{}' cannot see that '{}' failed: its result "
                 "is always 'success'",
                 Printable(job.id.text), Printable(need->id.text))
          .Help("remove continue-on-error from '{}', or the job from needs",
                Printable(need->id.text))
          .Anchor(need->id.text)
          .Related(*workflow.source, need->continue_on_error.span,
                   "this hides the failure");
    }
  }
}

}  // namespace

extern constexpr Rule kGateBlindToNeed = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
