// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-limit-exceeded",
    .summary = "An environment asks for more than GitHub allows",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github environments",
    .docs = R"(## What it does
Reports wait timers below 0 or above 43,200 minutes (30 days), and more than six
reviewers of one environment.

## Why is this bad?
GitHub refuses the request, so nothing else in it takes effect either.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 86400
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

constexpr int64_t kMostMinutes = 43'200;
constexpr size_t kMostReviewers = 6;

void Check(const Protection& protection, const Context&, Sink& out) {
  if (protection.form != Form::kEnvironment) return;
  auto wait = protection.wait_minutes;
  if (wait && (*wait < 0 || *wait > kMostMinutes)) {
    out.Report(protection.wait_node->span,
               "a wait of {} minutes is not allowed: 0 to {}", *wait,
               kMostMinutes)
        .Help("the timer counts minutes; 1440 are a day")
        .Anchor("wait_timer");
  }
  if (protection.reviewers.size() <= kMostReviewers) return;
  out.Report(protection.reviewers[kMostReviewers].node->span,
             "environment '{}' has {} reviewers, and GitHub takes {}",
             Printable(protection.name), protection.reviewers.size(),
             kMostReviewers)
      .Help("name a team instead of its members")
      .Anchor("reviewers");
}

}  // namespace

extern constexpr Rule kEnvironmentLimitExceeded = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
