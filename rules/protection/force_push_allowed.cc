// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "force-push-allowed",
    .summary = "The history of a protected branch may be rewritten",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection",
    .peers =
        "scorecard:blocksForcePushOnBranches "
        "legitify:branch_force_push",
    .docs = R"(## What it does
Reports classic protections that say `allow_force_pushes: true`, and, as a note,
branches that rulesets alone protect when none of them has the rule
`non_fast_forward`. A classic protection that does not mention it forbids it.

## Why is this bad?
A force push takes reviewed commits away and puts others in their place. What
was released can no longer be found, and a migration that already ran may vanish
from the branch.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 1
        dismiss_stale_reviews: true
        require_code_owner_reviews: true
        require_last_push_approval: true
      restrictions: null
      required_linear_history: true
      required_conversation_resolution: true
      required_signatures: true
      allow_force_pushes: true
```

```yaml,good,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 1
        dismiss_stale_reviews: true
        require_code_owner_reviews: true
        require_last_push_approval: true
      restrictions: null
      required_linear_history: true
      required_conversation_resolution: true
      required_signatures: true
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  auto gap = ShortfallOf(protection, Property::kNoForcePush, GroundOf(ctx));
  if (!gap) return;
  if (protection.form == Form::kClassic && !gap->stated) return;
  auto report = out.Report(
      gap->span, "commits can be taken off this branch by a force push");
  report.Anchor("allow_force_pushes");
  if (protection.form == Form::kClassic) {
    report.Help("set allow_force_pushes to false");
  } else {
    report.Help("add a rule of type non_fast_forward").At(Severity::kNote);
  }
}

}  // namespace

extern constexpr Rule kForcePushAllowed = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
