// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "duplicate-object",
    .summary = "A statement creates what is there already",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "safe-migrate:schema-drift safe-migrate:chain-conflict",
    .docs = R"(
## What it does

Reports statements that create a table, view, index, sequence, column,
constraint, type or enum label whose name is taken, and renames to a name that
is taken. Tables, views, sequences and indexes of a schema share one space of
names. `IF NOT EXISTS` and `OR REPLACE` are understood.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN code text;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN label text;
```

## How to do it

1. Follow the related location: it shows what created the object.
2. Choose another name, or drop the statement. `IF NOT EXISTS` hides that the
   object may be a different one.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kDuplicateObject =
    On<Refusal, ReportCause<Cause::kDuplicateObject>>(kInfo);

}  // namespace interlock::sql
