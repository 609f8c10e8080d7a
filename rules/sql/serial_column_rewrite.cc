// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "serial-column-rewrite",
    .summary = "A new serial column rewrites the table under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .peers =
        "eugene:E11 strong_migrations:add_column_auto_incrementing "
        "pgfence:add-column-serial pgls:addSerialColumn "
        "migrationpilot:MP015 diesel-guard:AddSerialColumnCheck "
        "pgrubic:US004",
    .docs = R"(
## What it does

Reports `ADD COLUMN` of type serial, bigserial or smallserial on a table that
was there before the migration.

## Why is this bad?

A serial column takes its values from a sequence, a new one for each row that
is there. The server writes the table and all its indexes anew to store them,
and holds ACCESS EXCLUSIVE meanwhile: nobody reads or writes until it is done.

```sql,bad
ALTER TABLE orders ADD COLUMN seq bigserial;
```

```sql,good
CREATE SEQUENCE orders_seq_seq;
ALTER TABLE orders ADD COLUMN seq bigint;
ALTER TABLE orders ALTER COLUMN seq SET DEFAULT nextval('orders_seq_seq');
ALTER SEQUENCE orders_seq_seq OWNED BY orders.seq;
```

## How to do it

1. Create a sequence, add a plain bigint column, and set its default to
   `nextval` in a step of its own: new rows get numbers from then on.
2. Number the old rows in batches, outside of the migration.
3. Make the column NOT NULL by a CHECK that is validated first, and unique by
   an index that is built concurrently.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddColumn& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = nullptr;
  if (RewriteCauseOf(op, m, item) != RewriteCause::kSerial) return;
  auto finding = out.Report(op.span,
                            "{} is a serial column: numbering the rows of {} "
                            "rewrites it and its indexes, with all access shut",
                            op.column.name.text, op.table.name);
  Weigh(finding, m, *item);
  finding.Help(
      "add a bigint column, then SET DEFAULT nextval(...) of a sequence, and "
      "number the old rows in batches");
}

}  // namespace

extern constexpr Rule kSerialColumnRewrite = On<AddColumn, Check>(kInfo);

}  // namespace interlock::sql
