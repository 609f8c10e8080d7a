// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "enum-value-used-in-transaction",
    .summary = "A new enum label is used in the transaction that adds it",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness transaction",
    .peers =
        "migrationpilot:MP012 migrationpilot:MP054 "
        "safe-migrate:alter-type-add-value-txn",
    .docs = R"(
## What it does

Reports a label that `ALTER TYPE ... ADD VALUE` adds and that a later statement
of the same transaction uses: as a default, in an `UPDATE`, an `INSERT` or a
condition on a column of that type. An enum that the same transaction creates is
fine.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. The label can be used once the
transaction has committed: error 55P04.

```sql,bad
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood);
BEGIN;
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'happy';
COMMIT;
```

```sql,good
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood);
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'happy';
```

## How to do it

1. A migration that adds the label.
2. The next migration, in a transaction of its own, uses it.

## When the facts are not known

Plain SQL files are taken to run statement by statement; the framework's own
habit counts for the others. Labels inside function bodies are not looked for.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kEnumValueUsedInTransaction =
    On<Refusal, ReportCause<Cause::kEnumValueTooNew>>(kInfo);

}  // namespace interlock::sql
