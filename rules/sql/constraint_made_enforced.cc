// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "constraint-made-enforced",
    .summary =
        "A constraint that was not enforced is checked against every row",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock constraint",
    .docs = R"(
## What it does

Reports `ALTER CONSTRAINT ... ENFORCED`, new in PostgreSQL 18, on a table that
was there before the migration.

## Why is this bad?

As long as a constraint is NOT ENFORCED, nothing is checked. Making it ENFORCED
reads every row of the table, and of the referenced one for a foreign key, while
ACCESS EXCLUSIVE is held: nobody reads or writes until it is done. The way back,
NOT ENFORCED, is instant and not reported.

```sql,bad
ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey ENFORCED;
```

```sql,good
ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey NOT ENFORCED;
```

## How to do it

1. Add a second constraint of the same content NOT VALID: new rows are checked
   from then on.
2. VALIDATE it in a later migration, which stops neither reads nor writes.
3. Drop the one that is not enforced.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const AlterConstraint& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (!op.sets_enforced || !op.constraint.enforced) return;
  if (!InUse(m, op.table)) return;
  auto finding = out.Report(
      op.span, "every row of {} is read for {}, with all access shut",
      op.table.name, op.constraint.name.text);
  ShowOrigin(finding, m.history, m.view.Find(op.table));
  finding.Sized(m.EstimateOf(op.table, Work::kScan))
      .Help(
          "add another constraint of the same content NOT VALID, validate it "
          "in a later migration, and drop this one");
}

}  // namespace

extern constexpr Rule kConstraintMadeEnforced =
    On<AlterConstraint, Check>(kInfo);

}  // namespace interlock::sql
