// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-access-method-rewrite",
    .summary = "SET ACCESS METHOD writes the table anew with all access shut",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .tags = "lock rewrite",
    .docs = R"(
## What it does

Reports `SET ACCESS METHOD` (PostgreSQL 15) on a table that was there before
the migration.

## Why is this bad?

Every row is read from the old storage and written to the new one, and each
index is built again, all under ACCESS EXCLUSIVE.

```sql,bad
ALTER TABLE orders SET ACCESS METHOD columnar;
```

```sql,good
CREATE TABLE facts (id bigint PRIMARY KEY) USING heap;
```

## How to do it

Create a table with the new access method (`USING`), copy rows in batches while
a trigger keeps up with changes, then swap the names. On a partitioned table
(PostgreSQL 17), change the method of the parent: only new partitions get it.

## When the facts are not known

The present access method is seldom known; setting the same again is brief.
That is why confidence is medium.
)"};
static_assert(WellFormed(kInfo));

void Check(const AlterTable& op, const Context& context, Sink& out) {
  if (op.change != TableChange::kSetAccessMethod) return;
  const Moment& m = *context.moment;
  const Relation* table = m.view.Find(op.table);
  if (!InUse(m, op.table) || (table != nullptr && table->partitioned)) return;
  auto finding =
      out.Report(op.span, "{} is rewritten for {}, with all access shut",
                 op.table.name, op.argument.text);
  finding.Sized(m.EstimateOf(op.table, Work::kRewrite));
  finding.Help("fill a second table in batches, then swap the names");
  ShowOrigin(finding, m.history, table);
  finding.Sure(Confidence::kMedium);
}

}  // namespace

extern constexpr Rule kSetAccessMethodRewrite = On<AlterTable, Check>(kInfo);

}  // namespace interlock::sql
