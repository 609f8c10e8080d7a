// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-external",
    .summary = "Required checks that only another app can report",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github branch-protection required-checks",
    .docs = R"(## What it does
Names, once for each protection, the required checks that no workflow here makes
because another app sets them: those bound to an app other than GitHub Actions,
and those of well-known services. Nothing in the repository can tell whether
that app still reports them.

## Why is this bad?
When the app is removed, or its check renamed, every pull request waits for it.
The files cannot show that, so a person has to look once.

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
          { "context": "codecov/patch", "integration_id": 254 }
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
  if (!protection.Gates() || protection.maybe_elsewhere) return;
  std::string names;
  Span first;
  size_t count = 0;
  for (const RequiredContext& context : protection.contexts) {
    const Verdict& verdict = VerdictOf(context, ctx);
    if (verdict.outcome != Outcome::kExternal || !verdict.checks.empty()) {
      continue;
    }
    if (count++ == 0) first = context.span();
    if (count > 5) continue;
    names += fmt::format("{}'{}'", names.empty() ? "" : ", ",
                         Printable(context.name));
  }
  if (count == 0) return;
  if (count > 5) names += fmt::format(" and {} more", count - 5);
  out.Report(first, "only another app can report {}; its files are not here",
             names)
      .Help("see that the app is installed and still reports under that name")
      .Anchor("external");
}

}  // namespace

extern constexpr Rule kRequiredCheckExternal = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
