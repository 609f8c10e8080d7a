// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "type-change-under-dependent",
    .summary = "The type of a column that a view or trigger reads is changed",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "migrationpilot:MP052",
    .docs = R"(
## What it does

Reports `ALTER COLUMN ... TYPE` of a column that a view, rule, generated column,
policy or the condition of a trigger reads. Functions are no obstacle: the
server does not look into them.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. Not even a type
that is stored alike is allowed.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10));
CREATE VIEW codes AS SELECT code FROM orders;
ALTER TABLE orders ALTER COLUMN code TYPE text;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10));
CREATE VIEW codes AS SELECT code FROM orders;
DROP VIEW codes;
ALTER TABLE orders ALTER COLUMN code TYPE text;
CREATE VIEW codes AS SELECT code FROM orders;
```

## How to do it

In one transaction: drop the view (the policy, the trigger), change the type,
create it anew with its grants. On a large table make sure first that the change
rewrites nothing; else use a new column.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kTypeChangeUnderDependent =
    On<Refusal, ReportCause<Cause::kTypeChangeBlocked>>(kInfo);

}  // namespace interlock::sql
