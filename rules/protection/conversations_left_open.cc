// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "conversations-left-open",
    .summary = "A pull request may be merged with open conversations",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github branch-protection reviews",
    .docs = R"(## What it does
Reports protected branches that do not ask for conversations to be resolved
before a merge.

## Why is this bad?
An objection that was raised in a review and never answered does not hold up the
merge, and nobody sees it afterwards.

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
      required_conversation_resolution: false
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
  auto gap = ShortfallOf(protection, Property::kConversations, ground);
  if (!gap) return;
  out.Report(gap->span, "{}: {}", BranchText(protection),
             gap->stated ? "open conversations do not hold up a merge"
                         : "conversations need not be resolved before a merge")
      .Help(
          "set required_conversation_resolution (in a ruleset: "
          "required_review_thread_resolution)")
      .Anchor(NameOf(Property::kConversations));
}

}  // namespace

extern constexpr Rule kConversationsLeftOpen = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
