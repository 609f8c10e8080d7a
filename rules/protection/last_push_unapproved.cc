// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "last-push-unapproved",
    .summary = "Whoever pushed last may be the one who approved",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github branch-protection reviews",
    .peers = "scorecard:requiresLastPushApproval",
    .docs = R"(## What it does
Reports protected branches that ask for approvals but let the approval of the
last person to push count. Silent when stale approvals are kept, for that is the
wider hole.

## Why is this bad?
A reviewer approves, pushes a commit of his own to the same branch and merges
it. Nobody else has seen that commit.

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
        require_last_push_approval: false
      restrictions: null
      required_linear_history: true
      required_conversation_resolution: true
      required_signatures: true
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
  Ground ground = GroundOf(ctx);
  if (TooFewApprovals(protection, 1, ground)) return;  // says it all
  if (ShortfallOf(protection, Property::kStaleReviews, ground)) return;
  auto gap = ShortfallOf(protection, Property::kLastPush, ground);
  if (!gap) return;
  out.Report(gap->span, "{}: {}", BranchText(protection),
             gap->stated ? "the last person to push may approve as well"
                         : "nobody but the last person to push has to approve")
      .Help("set require_last_push_approval")
      .Anchor(NameOf(Property::kLastPush));
}

}  // namespace

extern constexpr Rule kLastPushUnapproved = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
