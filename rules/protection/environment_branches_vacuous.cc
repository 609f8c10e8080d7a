// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-branches-vacuous",
    .summary = "An environment is for protected branches, and there are none",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github environments",
    .docs = R"(## What it does
Reports environments that let protected branches deploy when the repository
states protections, but not one classic protection or branch ruleset that is
active.

## Why is this bad?
GitHub counts the branches that a classic protection or a ruleset covers.
Without one, every branch may deploy, which is the opposite of what was meant.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    reviewers: [{type: Team, id: 4711}]
    prevent_self_review: true
    deployment_branch_policy:
      {protected_branches: true, custom_branch_policies: false}
rulesets:
  - name: main
    target: branch
    enforcement: disabled
    bypass_actors: []
    conditions: {ref_name: {include: [~DEFAULT_BRANCH], exclude: []}}
    rules:
      - type: deletion
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

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  bool guarded = protection.form == Form::kEnvironment &&
                 protection.refs == RefPolicy::kProtected &&
                 !protection.maybe_elsewhere;
  if (!guarded) return;
  bool others = false;
  for (const Protection& one : GroundOf(ctx).protections.protections) {
    if (one.IsEnvironment()) continue;
    others = true;
    bool holds = one.Gates() && one.enforcement == Enforcement::kActive;
    if (holds) return;
  }
  if (!others) return;  // the branches' protections may be kept elsewhere
  out.Report(protection.refs_node->span,
             "'{}' is for protected branches, but no active protection of a "
             "branch is here",
             Printable(protection.name))
      .Help("protect the branches, or name those that may deploy")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kEnvironmentBranchesVacuous =
    On<Protection, Check>(kInfo);

}  // namespace interlock::protection
