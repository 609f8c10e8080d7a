// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "suppression-unknown-rule",
                         .summary = "A suppression comment names no known rule",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kWarning,
                         .docs = R"(
## What it does
Reports comments `interlock:ignore[...]` that name a rule which does not exist,
and those that name none at all. The nearest known name is suggested.

## Why is this bad?
The comment looks as if something had been decided, but it silences nothing. A
comment without a rule never silences everything: each rule is named.

```sql
-- interlock:ignore[index-not-concurent] the table is empty
CREATE INDEX orders_total ON orders (total);
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kSuppressionUnknownRule = ByEngine(kInfo);

}  // namespace interlock::meta
