// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "tag-protection-removed",
    .summary = "Tag protection in a form that GitHub has removed",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github tags",
    .docs = R"(## What it does
Reports files that list tag protections as GitHub's former API did (`pattern`
with `enabled` or `created_at`), and Terraform's resource for them. Rulesets for
tags took their place.

## Why is this bad?
The address that took these rules is gone. A script that sends them fails, and
where its failure is ignored the tags of the releases are open to anyone who may
push.

```json,bad,file=.github/tag-protection.json
[
  {
    "id": 2,
    "created_at": "2022-01-01T00:00:00Z",
    "updated_at": "2022-01-01T00:00:00Z",
    "enabled": true,
    "pattern": "v*"
  }
]
```

```json,good,file=.github/rulesets/tags.json
{
  "name": "release tags",
  "target": "tag",
  "enforcement": "active",
  "conditions": {
    "ref_name": {
      "include": ["refs/tags/v*"],
      "exclude": []
    }
  },
  "rules": [{ "type": "deletion" }, { "type": "update" }]
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context&, Sink& out) {
  if (protection.form != Form::kTags) return;
  std::string pattern =
      protection.branches.empty()
          ? std::string("these tags")
          : "'" + Printable(protection.branches.front()) + "'";
  Span span = protection.branch_nodes.empty()
                  ? protection.head
                  : protection.branch_nodes.front()->span;
  out.Report(span, "GitHub no longer protects {} this way", pattern)
      .Help("make a ruleset with target tag and the rules deletion and update")
      .Anchor(pattern);
}

}  // namespace

extern constexpr Rule kTagProtectionRemoved = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
