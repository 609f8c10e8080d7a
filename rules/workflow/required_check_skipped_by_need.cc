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
    .id = "required-check-skipped-by-need",
    .summary =
        "A required job is skipped, and passes, when a job before it fails",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions required-checks",
    .peers =
        "ci-truth-serum:check-always-reporter "
        "ci-truth-serum:check-required-event-closure",
    .docs = R"(## What it does
Reports required jobs that need another job which is not required itself, and
whose `if` does not make them run after a failure. Jobs with a matrix and jobs
that call a workflow are left alone: skipped, they report under another name,
and the requirement waits.

## Why is this bad?
When a needed job fails, the ones that depend on it are skipped, and GitHub
takes a skipped check as passed. The pull request can be merged because its
build broke early.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: make test
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "test"
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
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: make test
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "build",
      "test"
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
    bool alone = job.matrix == nullptr && !job.calls();
    if (!alone || RunsAfterFailure(job)) continue;
    const Job* loose = nullptr;
    for (const Job* need : AllNeeds(workflow, job)) {
      bool ignored = IsTrue(need->continue_on_error.node);
      if (protection::IsRequired(*need, protections) || ignored) continue;
      if (loose == nullptr) loose = need;
    }
    if (loose == nullptr) continue;
    out.Report(job.id.span,
               "required job '{}' is skipped, which counts as passed, when "
               "'{}' fails",
               Printable(job.id.text), Printable(loose->id.text))
        .Help(
            "require '{}' as well, or add if: always() and fail when a need "
            "did not succeed",
            Printable(loose->id.text))
        .Anchor(job.id.text)
        .Related(*workflow.source, loose->id.span, "nothing requires this job");
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckSkippedByNeed =
    On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
