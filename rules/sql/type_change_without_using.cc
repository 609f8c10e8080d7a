// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "type-change-without-using",
                         .summary = "A type change that needs a USING clause",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kError,
                         .tags = "correctness",
                         .docs = R"(
## What it does

Reports `ALTER COLUMN ... TYPE` without `USING` between types that the server
does not turn into one another by itself: text to integer, integer to boolean,
text to uuid, an enum to another enum.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ALTER COLUMN code TYPE integer;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ALTER COLUMN code TYPE integer USING code::integer;
```

## How to do it

`USING` makes the statement work, and rewrites the table under an ACCESS
EXCLUSIVE lock. On a table in use: a new column, filled in batches and kept in
step by a trigger, then swap the names.

## When the facts are not known

Silent unless the history shows the column's type and both types are built in,
or enums that it creates.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kTypeChangeWithoutUsing =
    On<Refusal, ReportCause<Cause::kNoCast>>(kInfo);

}  // namespace interlock::sql
