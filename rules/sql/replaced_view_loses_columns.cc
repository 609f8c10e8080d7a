// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "replaced-view-loses-columns",
    .summary = "OR REPLACE takes a column from a view, or renames one",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `CREATE OR REPLACE VIEW` whose columns are not those of the view, in
their order, with new ones at the end.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text, day date);
CREATE VIEW v AS SELECT id, code FROM orders;
CREATE OR REPLACE VIEW v AS SELECT id, day FROM orders;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text, day date);
CREATE VIEW v AS SELECT id, code FROM orders;
CREATE OR REPLACE VIEW v AS SELECT id, code, day FROM orders;
```

## How to do it

1. Put new columns at the end.
2. To take one away: `DROP VIEW` and `CREATE VIEW` in one transaction, with the
   view's grants, and whatever reads it.

## When the facts are not known

Silent, unless the history shows it: tables that are older than the history,
code that was not read, and a ROLLBACK make the answer unknown.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kReplacedViewLosesColumns =
    On<Refusal, ReportCause<Cause::kReplacedView>>(kInfo);

}  // namespace interlock::sql
