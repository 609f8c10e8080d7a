// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "suppression-without-reason",
                         .summary = "A suppression comment gives no reason",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kWarning,
                         .docs = R"(
## What it does
Reports comments `interlock:ignore[...]` with nothing after the bracket.

## Why is this bad?
The next reader cannot tell whether the finding was judged or merely in the way,
and so never dares to remove the comment.

```sql
-- interlock:ignore[index-not-concurrent]
CREATE INDEX orders_total ON orders (total);
```

Better:

```sql
-- interlock:ignore[index-not-concurrent] a table of 40 rows, see ADR 12
CREATE INDEX orders_total ON orders (total);
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kSuppressionWithoutReason = ByEngine(kInfo);

}  // namespace interlock::meta
