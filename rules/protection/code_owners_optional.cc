// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/owners.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "code-owners-optional",
    .summary = "CODEOWNERS names owners whose approval is not required",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github branch-protection reviews codeowners",
    .peers =
        "scorecard:requiresCodeOwnersReview "
        "legitify:code_review_by_code_owners_not_required "
        "allstar:codeowners",
    .docs = R"(## What it does
Reports protected branches that do not require the approval of code owners
although the repository has a `CODEOWNERS` file. Silent when no approval is
required at all.

## Why is this bad?
The file looks like a rule, but without the setting it only suggests reviewers:
the team that owns the migrations is asked, and anybody else may approve.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 1
        dismiss_stale_reviews: true
        require_code_owner_reviews: false
        require_last_push_approval: true
      restrictions: null
      required_linear_history: true
      required_conversation_resolution: true
      required_signatures: true
```

```text,bad,file=.github/CODEOWNERS
* @acme/orders
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

```text,good,file=.github/CODEOWNERS
* @acme/orders
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  Ground ground = GroundOf(ctx);
  std::string_view owners = OwnersFile(ctx.project);
  if (owners.empty() || TooFewApprovals(protection, 1, ground)) return;
  auto gap = ShortfallOf(protection, Property::kCodeOwners, ground);
  if (!gap || protection.maybe_elsewhere) return;
  out.Report(gap->span, "the owners that {} names need not approve", owners)
      .Help(
          "set require_code_owner_reviews (in a ruleset: "
          "require_code_owner_review)")
      .Anchor("code-owners");
}

}  // namespace

extern constexpr Rule kCodeOwnersOptional = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
