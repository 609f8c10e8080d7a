// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/environments.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-self-review",
    .summary = "Whoever starts a deployment may approve it",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github environments",
    .docs = R"(## What it does
Reports environments with reviewers in which `prevent_self_review` is false; a
note where it is not said, and only for environments that are called like
production. Environments without reviewers are another rule's.

## Why is this bad?
The approval is meant to be a second pair of eyes. Without this switch the
person who starts the deployment presses the second button, too.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    prevent_self_review: false
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
  bool asked =
      protection.form == Form::kEnvironment && !protection.reviewers.empty();
  const Setting& prevented = protection.prevent_self_review;
  if (!asked || prevented.on.value_or(false)) return;
  bool stated = prevented.node != nullptr && prevented.on.has_value();
  if (prevented.node != nullptr && !stated) return;  // it is evaluated
  if (!stated && !IsProduction(protection.name)) return;
  out.Report(stated ? prevented.node->span : protection.head,
             "whoever starts a deployment to '{}' may approve it{}",
             Printable(protection.name),
             stated ? ": prevent_self_review is false" : "")
      .Help("set prevent_self_review to true")
      .At(stated ? Severity::kWarning : Severity::kNote)
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kEnvironmentSelfReview = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
