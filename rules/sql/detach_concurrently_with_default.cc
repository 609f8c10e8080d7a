// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "detach-concurrently-with-default",
    .summary = "DETACH CONCURRENTLY beside a DEFAULT partition",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `DETACH PARTITION ... CONCURRENTLY` from a table that has a DEFAULT
partition.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. While a partition is being detached,
its rows would belong into the DEFAULT partition.

```sql,bad
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_2024 PARTITION OF events
  FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;
```

```sql,good
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_2024 PARTITION OF events
  FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;
```

## How to do it

1. Detach without `CONCURRENTLY` under a short `lock_timeout`, and try again
   until it goes through: it takes ACCESS EXCLUSIVE on the parent, briefly, and
   reads the DEFAULT partition never.
2. Or give up the DEFAULT partition.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kDetachConcurrentlyWithDefault =
    On<Refusal, ReportCause<Cause::kDetachWithDefault>>(kInfo);

}  // namespace interlock::sql
