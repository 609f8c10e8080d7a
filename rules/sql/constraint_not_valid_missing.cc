// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "constraint-not-valid-missing",
    .summary = "A constraint is checked against every row under a strong lock",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock constraint",
    .peers =
        "squawk:constraint-missing-not-valid "
        "squawk:adding-foreign-key-constraint eugene:E1 atlas:PG305 "
        "atlas:PG306 migrationpilot:MP005 migrationpilot:MP030 "
        "strong_migrations:add_foreign_key",
    .docs = R"(
## What it does

Reports `ADD CONSTRAINT` of a foreign key or CHECK without `NOT VALID` on a
table that was there before the migration.

## Why is this bad?

The server reads the whole table to check the rows it has, and holds its lock
meanwhile. A CHECK takes ACCESS EXCLUSIVE: nobody reads or writes. A foreign
key takes SHARE ROW EXCLUSIVE on both tables: nobody writes to either, and both
are read.

With `NOT VALID` the constraint applies to new rows at once and the lock is
gone in a moment. `VALIDATE CONSTRAINT` checks the old rows later under a SHARE
UPDATE EXCLUSIVE lock, which stops neither reads nor writes.

```sql,bad
ALTER TABLE orders
  ADD CONSTRAINT orders_total_positive CHECK (total_cents >= 0);
```

```sql,good
ALTER TABLE orders
  ADD CONSTRAINT orders_total_positive CHECK (total_cents >= 0) NOT VALID;
```

```sql,bad
ALTER TABLE orders
  ADD CONSTRAINT orders_customer_id_fkey
  FOREIGN KEY (customer_id) REFERENCES customers (id);
```

A table that the same file creates has no rows to check:

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint);
ALTER TABLE parcels ADD FOREIGN KEY (order_id) REFERENCES orders (id);
```

## How to do it

1. Add the constraint with NOT VALID.
2. In a later migration, in a transaction of its own:
   `ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;`
   In the same transaction the strong lock of the first step would be held
   through the check.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence. On a partitioned table, where a foreign key cannot be NOT
VALID before PostgreSQL 18, no fix is offered.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddConstraint& op, const Context& context, Sink& out) {
  const Constraint& constraint = op.constraint;
  bool foreign = constraint.kind == ConstraintKind::kForeignKey;
  if (!foreign && constraint.kind != ConstraintKind::kCheck) return;
  if (constraint.not_valid || !constraint.enforced) return;
  const Moment& m = *context.moment;
  if (m.IsNew(op.table)) return;
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr && table->persistence == Persistence::kTemporary) return;
  auto finding =
      foreign ? out.Report(op.span,
                           "adding this foreign key blocks writes to {} and "
                           "{} while every row is checked",
                           op.table.name, constraint.references().name)
              : out.Report(op.span,
                           "adding this CHECK blocks reads and writes of {} "
                           "while every row is checked",
                           op.table.name);
  if (table == nullptr || table->assumed) finding.Sure(Confidence::kMedium);
  bool refused =
      foreign && table != nullptr && table->partitioned && m.pg_version() < 18;
  if (refused) {
    finding.Help(
        "add it NOT VALID to each partition, validate those, then add it to "
        "{}, which then finds the work done",
        op.table.name);
    return;
  }
  finding.Help("add it NOT VALID, and VALIDATE CONSTRAINT in a later migration")
      .Insert("check the old rows later",
              std::max(constraint.span.end, op.span.end), " NOT VALID");
}

}  // namespace

extern constexpr Rule kConstraintNotValidMissing =
    On<AddConstraint, Check>(kInfo);

}  // namespace interlock::sql
