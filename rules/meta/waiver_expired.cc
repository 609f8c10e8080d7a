// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "waiver-expired",
                         .summary = "A waiver is past its last day",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports waivers in `.interlock.yml` whose day `until` has passed. The day itself
still counts, in UTC. An expired waiver silences nothing.

## Why is this bad?
The exemption was granted for a time, and that time is over. What it covered is
reported again, and the waiver itself must be renewed with its approver or go.

```yaml
waivers:
  - rule: drop-column
    path: db/migrations/2025090801_delivery.sql
    until: 2025-10-01
    reason: Agreed in the release review
    approver: dba@example.org
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWaiverExpired = ByEngine(kInfo);

}  // namespace interlock::meta
