// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/protection/read.h"
#include "analyzers/protection/required.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "merge-queue-timeout",
    .summary = "A merge queue gives up before a required job may end",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github merge-queue required-checks",
    .docs = R"(## What it does
Reports a merge queue whose `check_response_timeout_minutes` is smaller than the
`timeout-minutes` that a required job states. Jobs without a stated limit are
left alone.

## Why is this bad?
The queue takes a check that has not reported in time as failed and throws the
pull request out, although the job is still within the time that its author gave
it.

```yaml,bad,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 90
    steps:
      - run: make
```

```json,bad,file=.github/rulesets/main.json
{
  "name": "main",
  "target": "branch",
  "enforcement": "active",
  "conditions": {
    "ref_name": { "include": ["~DEFAULT_BRANCH"], "exclude": [] }
  },
  "rules": [
    {
      "type": "required_status_checks",
      "parameters": {
        "required_status_checks": [
          { "context": "build" }
        ]
      }
    },
    {
      "type": "merge_queue",
      "parameters": {
        "check_response_timeout_minutes": 60
      }
    }
  ]
}
```

```yaml,good,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - run: make
```

```json,good,file=.github/rulesets/main.json
{
  "name": "main",
  "target": "branch",
  "enforcement": "active",
  "conditions": {
    "ref_name": { "include": ["~DEFAULT_BRANCH"], "exclude": [] }
  },
  "rules": [
    {
      "type": "required_status_checks",
      "parameters": {
        "required_status_checks": [
          { "context": "build" }
        ]
      }
    },
    {
      "type": "merge_queue",
      "parameters": {
        "check_response_timeout_minutes": 60
      }
    }
  ]
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (protection.merge_queue == nullptr || !protection.Gates()) return;
  const Node* rule = protection.merge_queue;
  const Node* parameters = rule->Find("parameters");
  if (parameters == nullptr) parameters = rule;
  const Node* node = parameters->Find("check_response_timeout_minutes");
  auto limit = IntOf(node);
  if (!limit) return;
  const RequiredJob* longest = nullptr;
  int64_t most = *limit;
  for (const RequiredJob& one : ctx.project.protections->required) {
    auto minutes = IntOf(one.job->timeout.node);
    if (!minutes || *minutes <= most) continue;
    most = *minutes;
    longest = &one;
  }
  if (longest == nullptr) return;
  out.Report(node->span,
             "the queue waits {} minutes, but required job '{}' may take {}",
             *limit, Printable(longest->job->id.text), most)
      .Help("raise check_response_timeout_minutes, or lower the job's limit")
      .Anchor("timeout")
      .Related(*longest->workflow->source, longest->job->timeout.span,
               "its limit");
}

}  // namespace

extern constexpr Rule kMergeQueueTimeout = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
