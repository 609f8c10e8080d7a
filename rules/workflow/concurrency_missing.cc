// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "concurrency-missing",
    .summary = "Pushes to a pull request leave their outdated runs going",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions cost",
    .peers = "zizmor:concurrency-limits",
    .docs = R"(## What it does
Reports workflows that pull requests start and that have no `concurrency`.

## Why is this bad?
Each push starts another run while those before it go on for nothing, and hold
the runners that the newest one waits for.

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
concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

## How to fix it
The fix adds a group per branch that cancels. It is unsafe: a run that deploys
must not be cancelled half-way.
)"};
static_assert(WellFormed(kInfo));

void Check(const Workflow& workflow, const Context&, Sink& out) {
  const Trigger* trigger = workflow.FindTrigger("pull_request");
  if (trigger == nullptr || workflow.concurrency.present) return;
  for (const Job& job : workflow.jobs) {
    if (job.concurrency.present) return;
  }
  auto report = out.Report(trigger->span,
                           "each push to a pull_request leaves the run before "
                           "it going");
  report.Help(
      "add 'concurrency' with a group per branch and "
      "cancel-in-progress");
  std::string_view text = workflow.source->text();
  uint32_t at = workflow.jobs_span.begin;
  if (at == 0 || text[at - 1] != '\n') return;
  std::string end(BreakOf(text));
  report.Insert("cancel outdated runs", at,
                "concurrency:" + end +
                    "  group: ${{ github.workflow }}-${{ github.ref }}" + end +
                    "  cancel-in-progress: true" + end + end);
}

}  // namespace

extern constexpr Rule kConcurrencyMissing = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
