// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "unsigned-commits-allowed",
    .summary = "Commits on a protected branch need no signature",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github branch-protection signatures",
    .peers = "legitify:no_signed_commits",
    .docs = R"(## What it does
Reports protected branches on which commits need not be signed.

## Why is this bad?
Anyone who may push can write any name and address into a commit. Without
signatures the history does not prove who made a change.

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
      required_signatures: false
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
  auto gap = ShortfallOf(protection, Property::kSignatures, ground);
  if (!gap) return;
  out.Report(gap->span, "{}: {}", BranchText(protection),
             gap->stated ? "commits need not be signed"
                         : "commits need not be signed")
      .Help("require signed commits")
      .Anchor(NameOf(Property::kSignatures));
}

}  // namespace

extern constexpr Rule kUnsignedCommitsAllowed = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
