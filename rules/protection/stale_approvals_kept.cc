// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "stale-approvals-kept",
    .summary = "An approval still counts after new commits",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github branch-protection reviews",
    .peers =
        "scorecard:dismissesStaleReviews "
        "legitify:repository_stale_review",
    .docs = R"(## What it does
Reports protected branches whose protections, taken together, do not take
approvals back when new commits are pushed. Silent when no approval is asked for
at all; another rule says that.

## Why is this bad?
What was approved is not what is merged: an author can ask for a review of a
harmless change and push the harmful one afterwards.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 1
        dismiss_stale_reviews: false
        require_code_owner_reviews: true
        require_last_push_approval: true
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
  auto gap = ShortfallOf(protection, Property::kStaleReviews, ground);
  if (!gap) return;
  out.Report(gap->span, "{}: {}", BranchText(protection),
             gap->stated
                 ? "an approval is kept when new commits are pushed"
                 : "approvals are not taken back when new commits are pushed")
      .Help(
          "set dismiss_stale_reviews (in a ruleset: "
          "dismiss_stale_reviews_on_push)")
      .Anchor(NameOf(Property::kStaleReviews));
}

}  // namespace

extern constexpr Rule kStaleApprovalsKept = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
