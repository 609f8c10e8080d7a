// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/environments.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-without-reviewers",
    .summary = "A production environment asks nobody before a deployment",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github environments",
    .docs = R"(## What it does
Reports environments that are called like production (`prod`, `production`,
`live`) and have no required reviewers.

## Why is this bad?
The job that names the environment goes ahead as soon as it is reached. Whoever
can start the workflow can deploy, and can read the secrets of the environment.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    prevent_self_review: true
    reviewers: []
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
  bool bare = protection.form == Form::kEnvironment &&
              protection.reviewers.empty() && IsProduction(protection.name);
  if (!bare) return;
  out.Report(protection.head, "environment '{}' has no required reviewers",
             Printable(protection.name))
      .Help("add a team to reviewers")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kEnvironmentWithoutReviewers =
    On<Protection, Check>(kInfo);

}  // namespace interlock::protection
