// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "drop-needs-cascade",
                         .summary = "Something is dropped that others need",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kError,
                         .tags = "correctness",
                         .peers = "migrationpilot:MP024 migrationpilot:MP052",
                         .docs = R"(
## What it does

Reports `DROP TABLE`, `DROP VIEW`, `DROP TYPE`, `DROP FUNCTION`, `DROP
SEQUENCE`, `DROP COLUMN`, `DROP CONSTRAINT` and `DROP INDEX` of something that
views, foreign keys, columns, defaults, triggers or policies still need, without
`CASCADE`. What the same statement drops, too, is no obstacle.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE VIEW codes AS SELECT code FROM orders;
ALTER TABLE orders DROP COLUMN code;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE VIEW codes AS SELECT code FROM orders;
DROP VIEW codes;
ALTER TABLE orders DROP COLUMN code;
```

## How to do it

1. Follow the related location: it shows what needs it.
2. Drop or change that first, by name. `CASCADE` drops whatever hangs on it,
   columns included, and takes ACCESS EXCLUSIVE on each table concerned.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kDropNeedsCascade =
    On<Refusal, ReportCause<Cause::kDropNeedsCascade>>(kInfo);

}  // namespace interlock::sql
