// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "truncate-referenced-table",
    .summary = "TRUNCATE of a table that a foreign key points at",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `TRUNCATE` without `CASCADE` of a table that a foreign key of another
table refers to, unless the same statement truncates that one, too.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. It is refused even if the other table
is empty.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
TRUNCATE orders;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
TRUNCATE orders, lines;
```

## How to do it

1. Name all tables that are to be emptied: `TRUNCATE orders, lines`. Each is
   locked with ACCESS EXCLUSIVE.
2. Or `DELETE` in batches. `CASCADE` empties tables that nobody named.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kTruncateReferencedTable =
    On<Refusal, ReportCause<Cause::kTruncateReferenced>>(kInfo);

}  // namespace interlock::sql
