// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "stored-column-rewrite",
    .summary =
        "A new stored generated column rewrites the table under ACCESS "
        "EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .peers =
        "squawk:adding-field-with-default eugene:E11 "
        "strong_migrations:add_column_generated_stored "
        "pgfence:add-column-stored-generated pgls:addingFieldWithDefault "
        "migrationpilot:MP062 diesel-guard:GeneratedColumnCheck "
        "pgrubic:US006",
    .docs = R"(
## What it does

Reports `ADD COLUMN ... GENERATED ALWAYS AS (...) STORED` on a table that was
there before the migration. A virtual column of PostgreSQL 18 stores nothing and
is not reported.

## Why is this bad?

The expression is computed for each row that is there. The server writes the
table and all its indexes anew to store the results, and holds ACCESS EXCLUSIVE
meanwhile: nobody reads or writes until it is done.

```sql,bad
ALTER TABLE orders
  ADD COLUMN total_euros int GENERATED ALWAYS AS (total_cents / 100) STORED;
```

```sql,good
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  grams int,
  kilos int GENERATED ALWAYS AS (grams / 1000) STORED
);
```

## How to do it

1. Add a plain column.
2. Fill it for new and changed rows by a trigger.
3. Fill the old rows in batches.

From PostgreSQL 18 on, a VIRTUAL column is computed when it is read: adding one
costs nothing. An index on the expression, built concurrently, often does
without any column.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddColumn& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = nullptr;
  if (RewriteCauseOf(op, m, item) != RewriteCause::kStored) return;
  auto finding =
      out.Report(op.span,
                 "{} is a stored generated column: computing it for the rows "
                 "of {} rewrites it and its indexes, with all access shut",
                 op.column.name.text, op.table.name);
  Weigh(finding, m, *item);
  finding.Help(
      "add a plain column that a trigger fills, and fill the old rows in "
      "batches; or, from PostgreSQL 18 on, make it VIRTUAL");
}

}  // namespace

extern constexpr Rule kStoredColumnRewrite = On<AddColumn, Check>(kInfo);

}  // namespace interlock::sql
