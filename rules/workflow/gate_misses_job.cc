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
    .id = "gate-misses-job",
    .summary = "A job that no required check waits for stands beside the gate",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .confidence = Confidence::kMedium,
    .tags = "github-actions required-checks",
    .peers = "ci-truth-serum:check-path-gate-deps",
    .docs = R"(## What it does
Reports, in a workflow whose only required job gathers the results of others,
jobs on pull requests that the gate does not wait for. Jobs under a condition,
with `continue-on-error`, after the gate, and those called like a deployment, a
comment or an upload are left alone.

## Why is this bad?
The gate is the one check that is required. A job that is added and not named in
`needs` can fail on every pull request without holding one up.

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
  types:
    runs-on: ubuntu-latest
    steps:
      - run: make types
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

bool IsAside(const Job& job) {
  if (job.condition.present() || job.continue_on_error.present()) return true;
  std::string name =
      AsciiLower(std::string(job.id.text) + " " + std::string(job.name.text));
  for (std::string_view word :
       {"deploy", "publish", "release", "comment", "label", "notify", "report",
        "upload", "preview", "coverage", "bench", "cleanup", "summary", "docs",
        "cache", "experimental", "nightly", "advisory", "optional"}) {
    if (name.find(word) != name.npos) return true;
  }
  for (const Step& step : job.steps) {
    if (step.continue_on_error.present()) return true;
  }
  return false;
}

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  const auto& protections = *ctx.project.protections;
  auto required = protection::RequiredIn(workflow, protections);
  if (required.size() != 1 || workflow.OnlyCalled()) return;
  if (!KnowsNeeds(workflow)) return;
  if (workflow.FindTrigger("pull_request") == nullptr) return;
  const Job& gate = *required.front()->job;
  auto seen = AllNeeds(workflow, gate);
  if (!RunsAfterFailure(gate) || seen.size() < 2) return;
  if (ReadingOf(gate).Nothing()) return;
  for (const Job& job : workflow.jobs) {
    bool known = &job == &gate || IsAside(job) ||
                 std::ranges::find(seen, &job) != seen.end();
    if (known) continue;
    auto before = AllNeeds(workflow, job);
    if (std::ranges::find(before, &gate) != before.end()) continue;
    if (protection::IsRequired(job, protections)) continue;
    out.Report(job.id.span, "the required job '{}' does not wait for '{}'",
               Printable(gate.id.text), Printable(job.id.text))
        .Help("add '{}' to its needs", Printable(job.id.text))
        .Anchor(job.id.text)
        .Related(*workflow.source, gate.id.span, "the gate");
  }
}

}  // namespace

extern constexpr Rule kGateMissesJob = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
