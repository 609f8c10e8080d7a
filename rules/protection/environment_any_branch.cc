// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/environments.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-any-branch",
    .summary = "Any branch may deploy to a production environment",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github environments",
    .docs = R"(## What it does
Reports environments that are called like production and that every branch and
tag reaches: `deployment_branch_policy` is null, or a pattern such as `*` lets
all of them in.

## Why is this bad?
The protection of the default branch ends where a workflow runs on another one.
Anyone who may push a branch can change the workflow there and deploy what
nobody reviewed, with the environment's secrets.

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    prevent_self_review: true
    reviewers:
      - {type: Team, id: 4711}
    deployment_branch_policy:
      null
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
  if (!protection.IsEnvironment() || !IsProduction(protection.name)) return;
  if (protection.refs == RefPolicy::kAny) {
    const Node* node = protection.refs_node;
    out.Report(node != nullptr && !node->span.empty() ? node->span
                                                      : protection.head,
               "any branch or tag may deploy to '{}'",
               Printable(protection.name))
        .Help(
            "set deployment_branch_policy to protected branches, or to the "
            "branches and tags that are released")
        .Anchor(protection.name);
    return;
  }
  for (const RefPattern& one : protection.patterns) {
    bool all = one.pattern == "*" || one.pattern == "**" ||
               one.pattern == "*/**" || one.pattern == "**/*";
    if (!all) continue;
    out.Report(one.node->span, "'{}' lets any {} deploy to '{}'",
               Printable(one.pattern), one.tag ? "tag" : "branch",
               Printable(protection.name))
        .Help("name the branches and tags that are released")
        .Anchor(one.pattern);
  }
}

}  // namespace

extern constexpr Rule kEnvironmentAnyBranch = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
