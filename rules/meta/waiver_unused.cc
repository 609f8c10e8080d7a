// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "waiver-unused",
                         .summary = "A waiver covers no finding",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kWarning,
                         .docs = R"(
## What it does
Reports waivers in `.interlock.yml` whose rule finds nothing in the files that
their path covers. Rules that did not run are not counted as unused.

## Why is this bad?
A waiver with nothing to waive is an open door: the next finding in that file is
exempt before anybody has seen it.

```yaml
waivers:
  - rule: drop-column
    path: db/migrations/no_such_file.sql
    until: 2026-03-31
    reason: Agreed in the release review
    approver: dba@example.org
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWaiverUnused = ByEngine(kInfo);

}  // namespace interlock::meta
