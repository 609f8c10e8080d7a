// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "reviewer-placeholder",
    .summary = "An environment's reviewer is a number that stands for nobody",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github environments",
    .docs = R"(## What it does
Reports reviewers of a deployment environment whose `id` is 0, negative, not a
number or missing.

## Why is this bad?
GitHub knows teams and users by their number. A file with a made-up one is
refused when it is sent, or the environment is created without anybody who must
approve, and the first deployment to production passes unseen.

```json,bad,file=.github/environments/prod.json
{
  "wait_timer": 10,
  "reviewers": [{ "type": "Team", "id": 0 }],
  "deployment_branch_policy": null
}
```

```json,good,file=.github/environments/prod.json
{
  "wait_timer": 10,
  "reviewers": [{ "type": "Team", "id": 4711 }],
  "deployment_branch_policy": null
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context&, Sink& out) {
  for (const Reviewer& reviewer : protection.reviewers) {
    if (reviewer.dynamic || (reviewer.id && *reviewer.id > 0)) continue;
    const Node* node =
        reviewer.id_node != nullptr ? reviewer.id_node : reviewer.node;
    std::string what = "has no id";
    if (reviewer.id_node != nullptr) {
      what = fmt::format("has id {}, which is nobody's",
                         Printable(protection.source->Text(node->span)));
    }
    bool user = reviewer.type == "User";
    out.Report(node->span, "reviewer of type {} {}", Printable(reviewer.type),
               what)
        .Help("put the number that 'gh api {}' prints",
              user ? "users/LOGIN --jq .id" : "orgs/ORG/teams/TEAM --jq .id");
  }
}

}  // namespace

extern constexpr Rule kReviewerPlaceholder = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
