// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "duplicate-column",
    .summary = "A column is named twice in one statement",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "squawk:ban-duplicate-column-assignments pgrubic:GN009",
    .docs = R"(
## What it does

Reports columns that a `CREATE TABLE` lists twice, that an `UPDATE` sets twice
or that an `INSERT` fills twice.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text, code text);
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text, label text);
```

## How to do it

Keep one of the two. The two often differ: find out which was meant.

## When the facts are not known

It needs no facts but the statement. What an `INSERT` or `UPDATE` of a table
that is not known does is clear from its list of columns, too.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kDuplicateColumn =
    On<Refusal, ReportCause<Cause::kDuplicateColumn>>(kInfo);

}  // namespace interlock::sql
