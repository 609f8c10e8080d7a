// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "impossible-definition",
                         .summary = "A definition that contradicts the table",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kError,
                         .tags = "correctness",
                         .docs = R"(
## What it does

Reports second primary keys, `DROP NOT NULL` on a primary key or identity
column, defaults for identity and generated columns, foreign keys whose columns
differ in number or cannot be compared with their target, changes of a partition
key, and their like.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD PRIMARY KEY (code);
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);
```

## How to do it

The message says what the table is already. Change that first, or leave it.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kImpossibleDefinition =
    On<Refusal, ReportCause<Cause::kInvalidDefinition>>(kInfo);

}  // namespace interlock::sql
