// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "concurrently-on-partitioned",
    .summary = "CONCURRENTLY on the index of a partitioned table",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "migrationpilot:MP092",
    .docs = R"(
## What it does

Reports `CREATE INDEX CONCURRENTLY` on a partitioned table and `DROP INDEX
CONCURRENTLY` of an index of one. Their partitions are fine.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. PostgreSQL has no concurrent build over
several partitions.

```sql,bad
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE INDEX CONCURRENTLY events_id_idx ON events (id);
```

```sql,good
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE INDEX events_id_idx ON ONLY events (id);
```

## How to do it

1. `CREATE INDEX events_id_idx ON ONLY events (id)`: brief, invalid at first.
2. For each partition, outside of a transaction: `CREATE INDEX CONCURRENTLY
   events_2025_id_idx ON events_2025 (id)`.
3. For each: `ALTER INDEX events_id_idx ATTACH PARTITION events_2025_id_idx`.
   With the last one the index of the parent becomes valid.

## When the facts are not known

Silent: the rule speaks of tables that the history creates with `PARTITION BY`.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kConcurrentlyOnPartitioned =
    On<Refusal, ReportCause<Cause::kConcurrentlyOnPartitioned>>(kInfo);

}  // namespace interlock::sql
