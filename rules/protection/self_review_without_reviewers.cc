// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/environments.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "self-review-without-reviewers",
    .summary = "Self-review is forbidden where nobody reviews",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github environments",
    .docs = R"(## What it does
Reports environments that set `prevent_self_review` and have no reviewers.
Environments that are called like production are reported for the missing
reviewers instead.

## Why is this bad?
The switch narrows who of the reviewers may approve. Without reviewers nothing
is approved at all, and the setting looks like a gate that is not there.

```yaml,bad,file=.github/settings.yml
environments:
  - name: stage
    prevent_self_review: true
    reviewers: []
```

```yaml,good,file=.github/settings.yml
environments:
  - name: stage
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
  bool vacuous = protection.form == Form::kEnvironment &&
                 protection.reviewers.empty() &&
                 protection.prevent_self_review.on.value_or(false) &&
                 !IsProduction(protection.name);
  if (!vacuous) return;
  out.Report(protection.prevent_self_review.node->span,
             "prevent_self_review does nothing: '{}' has no reviewers",
             Printable(protection.name))
      .Help("add reviewers, or remove the switch")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kSelfReviewWithoutReviewers =
    On<Protection, Check>(kInfo);

}  // namespace interlock::protection
