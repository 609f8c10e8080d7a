// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-not-null",
    .summary = "Readers that take a column for never null may now meet one",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "compatibility",
    .peers =
        "squawk:ban-drop-not-null pgls:banDropNotNull pgfence:drop-not-null "
        "migrationpilot:MP029 diesel-guard:DropNotNullCheck",
    .docs = R"(
## What it does

Reports `DROP NOT NULL` on a column of a table that was there before the
migration, if the column was NOT NULL, or may have been.

## Why is this bad?

The lock is ACCESS EXCLUSIVE but brief. What may break is the running release:
code that was generated, or written, for a column that is never null meets its
first null as soon as somebody writes one. After that, NOT NULL cannot be put
back before those rows are mended.

```sql,bad
ALTER TABLE orders ALTER COLUMN total_cents DROP NOT NULL;
```

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, code text NOT NULL);
ALTER TABLE parcels ALTER COLUMN code DROP NOT NULL;
```

## How to do it

1. Ship readers that can take a null.
2. Drop NOT NULL.
3. Only then ship writers that leave the column out.

## When the facts are not known

A column whose history is not known is taken for one that was NOT NULL, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const DropNotNull& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (!ColumnInUse(m, op.table, op.column.text)) return;
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr &&
      m.view.IsNotNull(*table, op.column.text) == Answer::kNo) {
    return;
  }
  auto finding = out.Report(
      op.span, "readers of {} that take {} for never null may now meet one",
      op.table.name, op.column.text);
  ShowOrigin(finding, m.history, table);
  finding.Help("ship readers that can take a null first, writers last");
}

}  // namespace

extern constexpr Rule kDropNotNull = On<DropNotNull, Check>(kInfo);

}  // namespace interlock::sql
