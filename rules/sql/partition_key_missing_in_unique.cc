// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "partition-key-missing-in-unique",
                         .summary = "A unique key without the partition key",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kError,
                         .tags = "correctness",
                         .peers =
                             "migrationpilot:MP049 "
                             "safe-migrate:partition-strategy-mismatch",
                         .docs = R"(
## What it does

Reports primary keys, unique constraints and unique indexes of a partitioned
table that do not contain all columns of its partition key.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. An index covers one partition only, so
uniqueness across them needs the partition key in it.

```sql,bad
CREATE TABLE events (id bigint PRIMARY KEY, day date) PARTITION BY RANGE (day);
```

```sql,good
CREATE TABLE events (id bigint, day date, PRIMARY KEY (id, day))
  PARTITION BY RANGE (day);
```

## How to do it

1. Add the columns of the partition key to the unique key.
2. Or keep uniqueness of the id in a table of its own that is not partitioned.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kPartitionKeyMissingInUnique =
    On<Refusal, ReportCause<Cause::kPartitionKeyMissing>>(kInfo);

}  // namespace interlock::sql
