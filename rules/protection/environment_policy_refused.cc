// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-policy-refused",
    .summary = "The two switches of an environment's branch policy are equal",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github environments",
    .docs = R"(## What it does
Reports a `deployment_branch_policy` in which `protected_branches` and
`custom_branch_policies` are both true or both false.

## Why is this bad?
GitHub refuses the request, and with it the reviewers and the wait timer in the
same file: the environment stays as it was, or is created with no protection by
the first job that names it.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    prevent_self_review: true
    reviewers:
      - {type: Team, id: 4711}
    deployment_branch_policy:
      {protected_branches: true, custom_branch_policies: true}
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
  if (protection.refs != RefPolicy::kRefused) return;
  out.Report(protection.refs_node->span,
             "GitHub refuses this policy of '{}': protected_branches and "
             "custom_branch_policies must differ",
             Printable(protection.name))
      .Help("make one of them true; write null for no restriction")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kEnvironmentPolicyRefused = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
