// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-expression-rewrite",
    .summary = "A new expression of a stored column computes every row anew",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .docs = R"(
## What it does

Reports `ALTER COLUMN ... SET EXPRESSION` (PostgreSQL 17) on a table that was
there before the migration. A virtual column (PostgreSQL 18) stores nothing and
is left alone.

## Why is this bad?

The server computes the column for each row and writes the whole table and its
indexes anew, under ACCESS EXCLUSIVE from start to end.

```sql,bad
ALTER TABLE orders ALTER COLUMN total SET EXPRESSION AS (price * quantity);
```

```sql,good
ALTER TABLE orders ALTER COLUMN total DROP EXPRESSION;
```

## How to do it

1. Add a plain column for the new value, filled by a trigger from now on.
2. Fill the old rows in batches.
3. Read the new column; drop the old one in a later release.

If the column is only read now and then, a virtual column costs nothing to
change.

## When the facts are not known

A column that the history does not show is taken for a stored one; confidence
is then medium.
)"};
static_assert(WellFormed(kInfo));

void Check(const AlterGenerated& op, const Context& context, Sink& out) {
  if (op.change != GeneratedChange::kSetExpression) return;
  const Moment& m = *context.moment;
  if (!InUse(m, op.table)) return;
  const Relation* table = m.view.Find(op.table);
  bool known = false;
  if (table != nullptr) {
    auto column = m.view.FindColumn(*table, op.column.text);
    if (column && column->generated == Generated::kVirtual) return;
    known = column && column->generated == Generated::kStored;
  }
  auto finding = out.Report(
      op.span, "{} is rewritten to compute {} anew, with all access shut",
      op.table.name, op.column.text);
  finding.Sized(m.EstimateOf(op.table, Work::kRewrite));
  finding.Help(
      "add a plain column that a trigger fills, fill the old rows in batches, "
      "then read that one");
  ShowOrigin(finding, m.history, table);
  if (!known) finding.Sure(Confidence::kMedium);
}

}  // namespace

extern constexpr Rule kSetExpressionRewrite = On<AlterGenerated, Check>(kInfo);

}  // namespace interlock::sql
