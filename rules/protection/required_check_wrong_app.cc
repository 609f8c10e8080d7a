// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/external.h"
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-wrong-app",
    .summary = "A job reports the required check, but another app must set it",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection required-checks",
    .docs = R"(## What it does
Reports required checks that are bound to another app than GitHub Actions (whose
id is 15368) although a job of this repository reports exactly that name on pull
requests. Names that well-known services report are left alone.

## Why is this bad?
GitHub looks for the check of the app that is named. The job's own check is
green on the page, and the requirement still says that it was not set by the
expected app, for ever.

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
          { "context": "build", "integration_id": 254 }
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
  for (const RequiredContext& context : protection.contexts) {
    bool other = context.app_id && *context.app_id != kActionsApp;
    if (!other || LooksForeign(context.name) == Foreign::kYes) continue;
    const Verdict& verdict = VerdictOf(context, ctx);
    if (verdict.checks.empty()) continue;
    const workflow::CheckLevel& job = verdict.checks.front()->levels.back();
    if (!verdict.checks.front()->name.exact()) continue;
    out.Report(context.span(),
               "required check '{}' must come from app {}, but a job here "
               "reports it",
               Printable(context.name), *context.app_id)
        .Help(
            "write {} for GitHub Actions, or name the check that app {} "
            "reports",
            kActionsApp, *context.app_id)
        .Anchor(context.name)
        .Related(*job.workflow->source, job.job->id.span, "reports it");
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckWrongApp = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
