// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-always-skipped",
    .summary = "A required check is always skipped, which counts as passed",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github branch-protection required-checks",
    .peers = "ci-truth-serum:check-required-event-closure",
    .docs = R"(## What it does
Reports required checks whose job is skipped on every pull request: its `if` is
false there, or that of a job that it needs. A condition that depends on the
change is left alone, and so is a name that another job reports as well.

## Why is this bad?
A skipped job reports success. The page shows a green, required check, and no
test ever ran. Mostly a condition such as `github.event_name == 'push'` is left
over from the time when the job ran elsewhere.

```yaml,bad,file=.github/workflows/ci.yml
on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - run: make test
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "test"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "test"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates()) return;
  for (const RequiredContext& context : protection.contexts) {
    const Verdict& verdict = VerdictOf(context, ctx);
    bool skipped = verdict.outcome == Outcome::kOk &&
                   verdict.presence.state == workflow::State::kSkipped &&
                   verdict.presence.source != nullptr;
    if (!skipped) continue;
    out.Report(context.span(),
               "required check '{}' passes without a run: on pull requests "
               "its job is always skipped",
               Printable(context.name))
        .Help("let the job run on pull requests, or remove the requirement")
        .Anchor(context.name)
        .Related(*verdict.presence.source, verdict.presence.span,
                 "this is false on every pull request");
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckAlwaysSkipped =
    On<Protection, Check>(kInfo);

}  // namespace interlock::protection
