// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-checks-absent",
    .summary = "A protected branch requires no check before a merge",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github branch-protection required-checks",
    .peers =
        "scorecard:runsStatusChecksBeforeMerging "
        "legitify:requires_status_checks",
    .docs = R"(## What it does
Reports protected branches for which no protection requires a check or a
workflow, in a repository that has workflows.

## Why is this bad?
Every workflow is advice then: a pull request whose tests are red can be merged
like any other.

```yaml,bad,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": null,
  "enforce_admins": true,
  "required_pull_request_reviews": { "required_approving_review_count": 1 },
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "build"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

bool RequiresWorkflows(const Protection& protection) {
  for (const Node* rule : protection.rules) {
    const Node* type = rule->Find("type");
    if (type != nullptr && type->text == "workflows") return true;
  }
  return false;
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  Ground ground = GroundOf(ctx);
  if (ground.workflows.workflows.empty() || protection.maybe_elsewhere) return;
  if (!Leads(protection, ground)) return;
  for (const Protection& other : ground.protections.protections) {
    bool same = &other == &protection ||
                ShareBranch(protection, other, ground.default_branch) ||
                other.branches.empty();
    if (!same) continue;
    if (!other.contexts.empty() || other.more_contexts) return;
    if (RequiresWorkflows(other)) return;
  }
  Span span = protection.head;
  const Member* key = protection.node->FindMember("required_status_checks");
  if (key != nullptr) span = key->key->span;
  out.Report(span, "{}: no check is required before a merge",
             BranchText(protection))
      .Help("require the checks that must pass")
      .Anchor("required-checks");
}

}  // namespace

extern constexpr Rule kRequiredChecksAbsent = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
