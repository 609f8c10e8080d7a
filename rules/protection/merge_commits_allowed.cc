// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{.id = "merge-commits-allowed",
                         .summary = "A protected branch takes merge commits",
                         .since = "0.1.0",
                         .category = Category::kProtection,
                         .severity = Severity::kNote,
                         .persona = Persona::kPedantic,
                         .tags = "github branch-protection history",
                         .peers = "legitify:non_linear_history",
                         .docs = R"(## What it does
Reports protected branches whose history need not be linear.

## Why is this bad?
With merge commits the order in which migrations reached the branch is no longer
one line, and taking a release back means choosing a parent.

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
      required_linear_history: false
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
  auto gap = ShortfallOf(protection, Property::kLinearHistory, ground);
  if (!gap) return;
  out.Report(
         gap->span, "{}: {}", BranchText(protection),
         gap->stated ? "merge commits are taken" : "merge commits are taken")
      .Help("require a linear history")
      .Anchor(NameOf(Property::kLinearHistory));
}

}  // namespace

extern constexpr Rule kMergeCommitsAllowed = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
