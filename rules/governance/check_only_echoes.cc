// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/workflow_text.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "check-only-echoes",
    .summary = "A check prints a sentence and looks at nothing",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "gate",
    .docs = R"(
## What it does
Reports jobs that are called a check (check, verify, test, gate, compat, scan,
lint, validate, negotiate) and whose every step only prints. Jobs that wait for
others (`needs`) are left alone: they join results.

## Why is this bad?
It is always green. Whoever reads the name believes that the old and the new
release were both asked; nobody was.

```yaml,bad,file=.github/workflows/schema-negotiate.yml
on: deployment_status
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - name: Old and new release agree on the schema
        run: echo "Ask the old and the new endpoint"
```

```yaml,good,file=.github/workflows/schema-negotiate.yml
on: deployment_status
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./scripts/compare_schema_versions.sh
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kChecks[] = {"check", "verif",   "test",
                                        "gate",  "compat",  "scan",
                                        "lint",  "validat", "negotiat"};

bool IsCheckout(const workflow::Step& step) {
  return step.uses.repository == "actions/checkout";
}

bool OnlyEchoes(const workflow::Job& job) {
  bool any = false;
  for (const workflow::Step& step : job.steps) {
    if (IsCheckout(step)) continue;
    if (!step.run.present() || !OnlyPrints(step.run.text)) return false;
    any = true;
  }
  return any;
}

void Check(const workflow::Workflow& file, const Context&, Sink& out) {
  for (const workflow::Job& job : file.jobs) {
    if (!job.needs.empty() || job.steps.empty() || !OnlyEchoes(job)) continue;
    bool named = SaysAny(job.id.text, kChecks) ||
                 SaysAny(job.name.text, kChecks) ||
                 SaysAny(file.name.text, kChecks);
    if (!named) continue;
    auto step = std::ranges::find_if(
        job.steps, [](const auto& one) { return one.run.present(); });
    out.Report(step->run.span, "'{}' only prints, so it always passes",
               Printable(job.label()))
        .Help("do the check, or take the job away");
  }
}

}  // namespace

extern constexpr Rule kCheckOnlyEchoes = On<workflow::Workflow, Check>(kInfo);

}  // namespace interlock::governance
