// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-any-source",
    .summary = "Anyone who may write statuses can set a required check",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github branch-protection required-checks",
    .docs = R"(## What it does
Names, once for each protection, the required checks that jobs of this
repository report and that are bound to no app.

## Why is this bad?
Any app, and any token with the right to write statuses, can report success
under that name. Bound to GitHub Actions (15368), the check must come from a
workflow.

```yaml,bad,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,bad,file=.github/rulesets/main.json
{
  "name": "main",
  "target": "branch",
  "enforcement": "active",
  "conditions": {
    "ref_name": { "include": ["~DEFAULT_BRANCH"], "exclude": [] }
  },
  "rules": [
    {
      "type": "required_status_checks",
      "parameters": {
        "required_status_checks": [
          { "context": "build" }
        ]
      }
    }
  ]
}
```

```yaml,good,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,good,file=.github/rulesets/main.json
{
  "name": "main",
  "target": "branch",
  "enforcement": "active",
  "conditions": {
    "ref_name": { "include": ["~DEFAULT_BRANCH"], "exclude": [] }
  },
  "rules": [
    {
      "type": "required_status_checks",
      "parameters": {
        "required_status_checks": [
          { "context": "build", "integration_id": 15368 }
        ]
      }
    }
  ]
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates()) return;
  const RequiredContext* first = nullptr;
  size_t count = 0;
  for (const RequiredContext& context : protection.contexts) {
    if (context.app_id) continue;
    if (VerdictOf(context, ctx).outcome != Outcome::kOk) continue;
    ++count;
    if (first == nullptr) first = &context;
  }
  if (first == nullptr) return;
  std::string more = count > 1 ? fmt::format(" and {} more", count - 1) : "";
  out.Report(first->span(), "any app may set required check '{}'{}",
             Printable(first->name), more)
      .Help("write integration_id (app_id in a classic protection) {}",
            kActionsApp)
      .Anchor("any-source");
}

}  // namespace

extern constexpr Rule kRequiredCheckAnySource = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
