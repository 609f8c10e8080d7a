// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "suppression-unused",
                         .summary = "A suppression comment silences nothing",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kWarning,
                         .docs = R"(
## What it does
Reports each rule of a comment `interlock:ignore[...]` that finds nothing on the
line, or in the file, that the comment holds for. Rules that did not run are not
counted as unused.

## Why is this bad?
The comment outlives its reason: the statement was mended or moved. The next
finding of that rule on the same line is then silenced without anybody having
looked at it.

```sql
-- interlock:ignore[index-not-concurrent] the table is empty
SELECT 1;
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kSuppressionUnused = ByEngine(kInfo);

}  // namespace interlock::meta
