// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "index-belongs-to-constraint",
    .summary = "DROP INDEX of an index that a constraint owns",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "migrationpilot:MP097",
    .docs = R"(
## What it does

Reports `DROP INDEX` of an index that a primary key, unique or exclusion
constraint made, or that is part of an index of the partitioned table.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. `CASCADE` does not help.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE);
DROP INDEX orders_code_key;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE);
ALTER TABLE orders DROP CONSTRAINT orders_code_key;
```

## How to do it

`ALTER TABLE ... DROP CONSTRAINT` drops the index, too, under an ACCESS
EXCLUSIVE lock that is held briefly.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kIndexBelongsToConstraint =
    On<Refusal, ReportCause<Cause::kIndexOfConstraint>>(kInfo);

}  // namespace interlock::sql
