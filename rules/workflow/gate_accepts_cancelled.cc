// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/protection/required.h"
#include "analyzers/workflow/gate.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "gate-accepts-cancelled",
    .summary = "A gate lets cancelled or skipped jobs pass",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions required-checks",
    .peers =
        "ci-truth-serum:check-always-reporter "
        "ci-truth-serum:check-conclusion-coverage",
    .docs = R"(## What it does
Reports required jobs that run after failures and compare the results of their
needs with `failure` alone. A comparison with `success`, and results that are
handed to a script or an action as a whole, are left alone; so is a gate whose
needs can be neither skipped nor cancelled by the workflow itself and that names
`cancelled`.

## Why is this bad?
A job that was cancelled, or skipped because a job before it failed, has not
failed. The gate sees no failure and passes a change that was never tested.

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
        if: contains(needs.*.result, 'failure')
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

// A need that is skipped when a job fails that the gate does not see.
const Job* HiddenFailure(const Workflow& workflow, const Job& gate,
                         const protection::ProtectionSet& protections) {
  auto seen = DirectNeeds(workflow, gate);
  for (const Job* need : seen) {
    if (RunsAfterFailure(*need)) continue;
    for (const Job* before : DirectNeeds(workflow, *need)) {
      bool known = std::ranges::find(seen, before) != seen.end() ||
                   protection::IsRequired(*before, protections) ||
                   IsTrue(before->continue_on_error.node);
      if (!known) return before;
    }
  }
  return nullptr;
}

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  const auto& protections = *ctx.project.protections;
  for (const auto* one : protection::RequiredIn(workflow, protections)) {
    const Job& job = *one->job;
    GateReading reading = ReadingOf(job);
    bool failure_alone = RunsAfterFailure(job) && !reading.whole &&
                         !reading.status && !reading.success &&
                         reading.failure && !reading.Nothing();
    if (!failure_alone) continue;
    if (!reading.cancelled) {
      out.Report(job.id.span,
                 "required job '{}' passes when a job that it needs was "
                 "cancelled",
                 Printable(job.id.text))
          .Help("refuse 'cancelled' too, or compare with 'success'")
          .Anchor(job.id.text);
      continue;
    }
    const Job* hidden = HiddenFailure(workflow, job, protections);
    if (reading.skipped || hidden == nullptr) continue;
    out.Report(job.id.span,
               "required job '{}' passes when '{}' fails: what depends on it "
               "is skipped, and that is not refused",
               Printable(job.id.text), Printable(hidden->id.text))
        .Help("add '{}' to needs, or refuse 'skipped' too",
              Printable(hidden->id.text))
        .Anchor(job.id.text)
        .Related(*workflow.source, hidden->id.span, "nothing looks at it");
  }
}

}  // namespace

extern constexpr Rule kGateAcceptsCancelled = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
