// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/environments.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-admin-bypass",
    .summary = "Administrators may deploy past an environment's protection",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github environments",
    .docs = R"(## What it does
Reports production environments in which `can_admins_bypass` is true.

## Why is this bad?
An administrator can force a waiting deployment through without its reviewers
and its timer.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    can_admins_bypass: true
    prevent_self_review: true
    reviewers:
      - {type: Team, id: 4711}
    deployment_branch_policy:
      {protected_branches: true, custom_branch_policies: false}
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```

```yaml,good,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    can_admins_bypass: false
    prevent_self_review: true
    reviewers:
      - {type: Team, id: 4711}
    deployment_branch_policy:
      {protected_branches: true, custom_branch_policies: false}
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context&, Sink& out) {
  bool past = protection.form == Form::kEnvironment &&
              protection.admins_bypass.on.value_or(false) &&
              IsProduction(protection.name);
  if (!past) return;
  out.Report(protection.admins_bypass.node->span,
             "administrators may deploy to '{}' past its protection",
             Printable(protection.name))
      .Help("set can_admins_bypass to false")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kEnvironmentAdminBypass = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
