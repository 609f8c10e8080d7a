// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "refresh-concurrently-without-key",
    .summary = "REFRESH CONCURRENTLY of a view without a unique index",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "migrationpilot:MP033",
    .docs = R"(
## What it does

Reports `REFRESH MATERIALIZED VIEW CONCURRENTLY` where the view has no unique
index over plain columns and all rows, or was never populated.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. Rows are matched by that index.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, day date);
CREATE MATERIALIZED VIEW days AS SELECT day, count(*) FROM orders GROUP BY day;
REFRESH MATERIALIZED VIEW CONCURRENTLY days;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, day date);
CREATE MATERIALIZED VIEW days AS SELECT day, count(*) FROM orders GROUP BY day;
CREATE UNIQUE INDEX days_day_idx ON days (day);
REFRESH MATERIALIZED VIEW CONCURRENTLY days;
```

## How to do it

1. `CREATE UNIQUE INDEX` over columns that tell the rows apart, without `WHERE`.
2. Refresh concurrently: readers go on, under an EXCLUSIVE lock.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kRefreshConcurrentlyWithoutKey =
    On<Refusal, ReportCause<Cause::kRefreshNeedsKey>>(kInfo);

}  // namespace interlock::sql
