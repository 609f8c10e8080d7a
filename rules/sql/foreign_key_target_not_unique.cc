// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "foreign-key-target-not-unique",
    .summary = "A foreign key to columns that no unique key covers",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports foreign keys to columns over which the other table has no primary key,
unique constraint or unique index, and to a key that is deferrable. A partial
index does not count.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE customers (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY,
                     email text REFERENCES customers (email));
```

```sql,good
CREATE TABLE customers (id bigint PRIMARY KEY, email text UNIQUE);
CREATE TABLE orders (id bigint PRIMARY KEY,
                     email text REFERENCES customers (email));
```

## How to do it

1. Refer to the primary key, or
2. build a unique index over just those columns first: `CREATE UNIQUE INDEX
   CONCURRENTLY`.

## When the facts are not known

Silent: the rule speaks only of tables whose every key the history shows.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kForeignKeyTargetNotUnique =
    On<Refusal, ReportCause<Cause::kTargetNotUnique>>(kInfo);

}  // namespace interlock::sql
