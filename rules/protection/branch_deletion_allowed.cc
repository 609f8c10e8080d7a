// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "branch-deletion-allowed",
    .summary = "A protected branch may be deleted",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection",
    .peers = "scorecard:blocksDeleteOnBranches legitify:branch_deletion",
    .docs = R"(## What it does
Reports classic protections that say `allow_deletions: true`, and, as a note,
branches that rulesets alone protect when none of them has the rule `deletion`.
A classic protection that does not mention it forbids it.

## Why is this bad?
A deleted branch takes its protection with it: whoever creates the name again
begins without a rule, and the releases cut from it have no home.

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
      allow_deletions: true
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
  auto gap = ShortfallOf(protection, Property::kNoDeletion, GroundOf(ctx));
  if (!gap) return;
  if (protection.form == Form::kClassic && !gap->stated) return;
  auto report = out.Report(gap->span, "this branch can be deleted");
  report.Anchor("allow_deletions");
  if (protection.form == Form::kClassic) {
    report.Help("set allow_deletions to false");
  } else {
    report.Help("add a rule of type deletion").At(Severity::kNote);
  }
}

}  // namespace

extern constexpr Rule kBranchDeletionAllowed = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
