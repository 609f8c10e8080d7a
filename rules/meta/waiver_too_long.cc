// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "waiver-too-long",
                         .summary = "A waiver holds for longer than agreed",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kWarning,
                         .docs = R"(
## What it does
Reports waivers in `.interlock.yml` whose day `until` is more than
`max_waiver_days` days away. That setting is 180 unless the file says otherwise.

## Why is this bad?
A waiver is time-boxed so that somebody looks again. One that holds for years is
a rule switched off for a file, without being called so.

```yaml
max_waiver_days: 90
waivers:
  - rule: drop-column
    path: db/migrations/2025090801_delivery.sql
    until: 2031-12-31
    reason: Agreed in the release review
    approver: dba@example.org
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWaiverTooLong = ByEngine(kInfo);

}  // namespace interlock::meta
