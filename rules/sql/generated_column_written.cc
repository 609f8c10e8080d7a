// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "generated-column-written",
    .summary = "A value is written to a column that generates its own",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `INSERT` into an identity column that is `GENERATED ALWAYS` without
`OVERRIDING SYSTEM VALUE`, `UPDATE` of one, and values for generated columns.
`DEFAULT` is fine.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO orders (id) VALUES (1);
```

```sql,good
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO orders (id) OVERRIDING SYSTEM VALUE VALUES (1);
```

## How to do it

1. Leave the column out, or
2. say `OVERRIDING SYSTEM VALUE`, and set the sequence to go on behind the
   largest value afterwards.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kGeneratedColumnWritten =
    On<Refusal, ReportCause<Cause::kGeneratedWritten>>(kInfo);

}  // namespace interlock::sql
