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
    .id = "gate-ignores-results",
    .summary = "A required job runs after failures and looks at no result",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions required-checks",
    .docs = R"(## What it does
Reports required jobs that need others, run although those failed (`if:
always()` and the like), and never read what became of them, when at least one
of the needed jobs is not required itself.

## Why is this bad?
Such a job is meant to be the gate: the one check to require for many. Without a
look at the results it is green whatever happens before it.

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
      - run: echo all good
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
    if (job.needs.empty() || !RunsAfterFailure(job)) continue;
    if (!ReadingOf(job).Nothing()) continue;
    const Job* loose = nullptr;
    for (const Job* need : DirectNeeds(workflow, job)) {
      if (!protection::IsRequired(*need, protections)) loose = need;
    }
    if (loose == nullptr) continue;
    out.Report(job.id.span,
               "required job '{}' passes whatever becomes of '{}': it reads no "
               "result",
               Printable(job.id.text), Printable(loose->id.text))
        .Help("fail unless every needs.*.result is 'success'")
        .Anchor(job.id.text);
  }
}

}  // namespace

extern constexpr Rule kGateIgnoresResults = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
