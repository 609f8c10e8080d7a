// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/protection/required.h"
#include "analyzers/workflow/gate.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "required-check-cannot-fail",
                         .summary = "No step of a required job can fail it",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions required-checks",
                         .docs = R"(## What it does
Reports required jobs in which every step that does more than prepare has
`continue-on-error: true`, and no later step reads the outcome.

## Why is this bad?
The step fails, the job is green, and so is the required check. A scan that
finds something shows it in a log that nobody opens.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make scan
        continue-on-error: true
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "scan"
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
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make scan
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "scan"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

// Whether a later step looks at what became of this one.
bool OutcomeIsRead(const Job& job, const Step& step) {
  if (!step.id.stated()) return false;
  std::string path = "steps." + std::string(step.id.text) + ".outcome";
  for (const Step& other : job.steps) {
    for (const Text* text : {&other.condition, &other.run}) {
      if (text->text.find(path) != text->text.npos) return true;
    }
    for (const Variable& one : other.env.all) {
      if (one.value.text.find(path) != path.npos) return true;
    }
  }
  return false;
}

// The first step that is let fail, when nothing else can fail the job.
const Step* OnlyHarmless(const Job& job) {
  const Step* first = nullptr;
  for (const Step& step : job.steps) {
    if (Prepares(step)) continue;
    bool harmless =
        IsTrue(step.continue_on_error.node) && !OutcomeIsRead(job, step);
    if (!harmless) return nullptr;
    if (first == nullptr) first = &step;
  }
  return first;
}

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  const auto& protections = *ctx.project.protections;
  for (const auto* one : protection::RequiredIn(workflow, protections)) {
    const Job& job = *one->job;
    const Step* step = OnlyHarmless(job);
    if (step == nullptr) continue;
    out.Report(step->continue_on_error.span,
               "required job '{}' cannot fail: its work has continue-on-error",
               Printable(job.id.text))
        .Help(
            "remove continue-on-error, or let a later step fail on "
            "steps.ID.outcome")
        .Anchor(job.id.text);
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckCannotFail = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
