// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{.id = "branch-not-up-to-date",
                         .summary = "Checks may have passed on an older base",
                         .since = "0.1.0",
                         .category = Category::kProtection,
                         .severity = Severity::kNote,
                         .persona = Persona::kPedantic,
                         .tags = "github branch-protection required-checks",
                         .peers =
                             "scorecard:requiresUpToDateBranches "
                             "legitify:branch_not_up_to_date",
                         .docs = R"(## What it does
Reports protected branches that require checks, but not that the branch holds
the newest commit of its base. A merge queue tests that state by itself, so its
branches are left alone.

## Why is this bad?
Two changes that pass alone can fail together, and the first run that sees both
is the one on the default branch. With migrations that is how two files of one
version get in.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: false, contexts: [build]}
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
  if (protection.contexts.empty() || HasQueue(protection, ground)) return;
  auto gap = ShortfallOf(protection, Property::kUpToDate, ground);
  if (!gap) return;
  out.Report(gap->span, "{}: {}", BranchText(protection),
             gap->stated ? "checks that passed on an older base count"
                         : "checks that passed on an older base count")
      .Help(
          "set strict (in a ruleset: strict_required_status_checks_policy), or "
          "use a merge queue")
      .Anchor(NameOf(Property::kUpToDate));
}

}  // namespace

extern constexpr Rule kBranchNotUpToDate = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
