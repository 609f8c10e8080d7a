// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "missing-object",
    .summary = "A statement needs an object that is not there",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "safe-migrate:schema-drift safe-migrate:chain-conflict",
    .docs = R"(
## What it does

Reports statements about tables, views, columns, constraints, indexes, types or
enum labels that an earlier migration dropped or renamed, or that no migration
ever made. `IF EXISTS` is understood.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE orders ALTER COLUMN remark SET DEFAULT '';
```

## How to do it

1. Follow the related location: it shows where the object went.
2. Use its new name, or put this migration before the one that drops it.

## When the facts are not known

An object that no migration makes is reported only when the history begins on an
empty database, nothing in it hides what it does, and it used nothing else that
it did not make. State `starts_empty: false` below `migrations` in
`.interlock.yml` when tables are older than the history.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kMissingObject =
    On<Refusal, ReportCause<Cause::kMissingObject>>(kInfo);

}  // namespace interlock::sql
