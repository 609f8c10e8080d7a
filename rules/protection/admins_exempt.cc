// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "admins-exempt",
    .summary = "Administrators may go round the protection",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github branch-protection",
    .peers = "scorecard:branchProtectionAppliesToAdmins",
    .docs = R"(## What it does
Reports classic branch protections that do not hold administrators to them. A
ruleset has no such switch: there, whoever may go round it stands in
`bypass_actors`.

Where one person keeps the repository, that person is the administrator, and
the exemption is the only way on when a check is broken. Whether there are more
is not written in a repository, so the rule is pedantic, off until somebody asks
for it: with `--persona pedantic`, or with a level for this rule in the config.

## Why is this bad?
The people with the widest rights are those who push a quick fix at night. The
gate is open for exactly the changes that need it most, and a stolen
administrator token passes without a check.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: false
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

void Check(const Protection& protection, const Context&, Sink& out) {
  bool classic = protection.form == Form::kClassic && !protection.partial;
  const Setting& admins = protection.At(Property::kAdmins);
  if (!classic || admins.on.value_or(true)) return;
  out.Report(admins.node->span, "administrators are not held to this")
      .Help("set enforce_admins to true")
      .Anchor("admins");
}

}  // namespace

extern constexpr Rule kAdminsExempt = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
