// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr OptionInfo kOptions[] = {
    {"approvals", OptionType::kInt, "1", "how many approvals there must be"},
};

constexpr RuleInfo kInfo{
    .id = "approvals-too-few",
    .summary = "A change reaches a protected branch without enough approvals",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github branch-protection reviews",
    .peers =
        "scorecard:requiresApproversForPullRequests "
        "scorecard:requiresPRsToChangeCode "
        "legitify:code_review_not_required",
    .options = kOptions,
    .docs = R"(## What it does
Reports protected branches for which all protections together ask for fewer
approvals than the option `approvals` says, which is 1 when nothing is
configured.

Whether there is a second person to ask is not written in a repository. Where
one person keeps it, nobody can approve: GitHub does not let authors approve
their own pull requests, and a required approval would stop all work. That is
why the rule is pedantic, off until somebody asks for it: with
`--persona pedantic`, or with a level for this rule in the config.

## Why is this bad?
One person alone can bring code into the branch that is released. A required
check tests what the author thought of; a second reader is the only guard
against the rest.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 0
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
  int64_t wanted = ctx.options.Int("approvals");
  auto few = TooFewApprovals(protection, wanted, GroundOf(ctx));
  if (!few) return;
  bool none = few->count == 0;
  out.Report(few->span, "{} to merge into this branch; {} expected",
             none ? "no approval is needed"
                  : fmt::format("{} approval(s) are enough", few->count),
             wanted)
      .Help("set required_approving_review_count to {} or more", wanted)
      .Anchor("approvals");
}

}  // namespace

extern constexpr Rule kApprovalsTooFew = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
