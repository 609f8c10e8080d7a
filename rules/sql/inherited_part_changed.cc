// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "inherited-part-changed",
    .summary = "A partition is changed where only its parent can be",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `DROP COLUMN`, `RENAME COLUMN`, `ALTER COLUMN ... TYPE` of a column that
a partition or child table has from its parent, and `ADD COLUMN` on a partition.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE events (id bigint, day date, note text) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events_2025 DROP COLUMN note;
```

```sql,good
CREATE TABLE events (id bigint, day date, note text) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events DROP COLUMN note;
```

## How to do it

Change the parent: the change goes down to each partition, with an ACCESS
EXCLUSIVE lock on each.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kInheritedPartChanged =
    On<Refusal, ReportCause<Cause::kInheritedPart>>(kInfo);

}  // namespace interlock::sql
