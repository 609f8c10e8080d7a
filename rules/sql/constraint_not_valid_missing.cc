// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/text.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

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
table that was there before the migration, and `ADD COLUMN` with a CHECK of its
own, or with a foreign key and a default.

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

A CHECK that is written with a new column is no cheaper: every row is read,
although each of them holds null.

```sql,bad
ALTER TABLE orders ADD COLUMN state text CHECK (state <> '');
```

A foreign key on a new column without a default is not reported: all its values
are null, and there is nothing to look up.

```sql,good
ALTER TABLE orders ADD COLUMN customer_id bigint REFERENCES customers (id);
```

`DEFAULT NULL` says the same, but makes the server look:

```sql,bad
ALTER TABLE orders
  ADD COLUMN customer_id bigint REFERENCES customers (id) DEFAULT NULL;
```

A table that the same file creates has no rows to check:

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint);
ALTER TABLE parcels ADD FOREIGN KEY (order_id) REFERENCES orders (id);
```

## How to do it

1. Add the constraint with NOT VALID. One that is written with a new column
   cannot say so: add the column first, then the constraint.
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

FindingBuilder Report(const Op& op, const Name& table,
                      const Constraint& constraint, Sink& out) {
  if (constraint.kind == ConstraintKind::kForeignKey) {
    return out.Report(op.span,
                      "adding this foreign key blocks writes to {} and {} "
                      "while every row is checked",
                      table.name, constraint.references().name);
  }
  return out.Report(op.span,
                    "adding this CHECK blocks reads and writes of {} while "
                    "every row is checked",
                    table.name);
}

// VALIDATE in a migration behind the last, where the naming of the framework
// tells what that is called.
void ValidateLater(const Name& table, const Constraint& constraint,
                   const Moment& m, Fix& fix) {
  auto name = LastingName(m, table, constraint);
  if (!name) return;
  fix.new_files = FilesOfNext(
      m.history,
      {{"validate " + *name,
        fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n",
                    m.file.source->Text(table.span), *name),
        "-- Nothing to undo: the constraint goes with its own migration.\n"}});
}

void AddFix(const AddConstraint& op, const Moment& m, FindingBuilder& finding) {
  Fix fix{"check the old rows later", FixKind::kUnsafe, {}, {}};
  uint32_t end = std::max(op.constraint.span.end, op.span.end);
  fix.edits.push_back({m.file.source, {end, end}, " NOT VALID"});
  ValidateLater(op.table, op.constraint, m, fix);
  finding.With(std::move(fix));
}

// A CHECK of the new column alone becomes an action of its own in the same
// statement. The server names it the same.
void AddFix(const AddColumn& op, const Constraint& check, const Moment& m,
            FindingBuilder& finding) {
  bool own = check.kind == ConstraintKind::kCheck && !check.span.empty() &&
             !check.no_inherit && !check.check().columns().empty() &&
             std::ranges::all_of(check.check().columns(), [&](const Ident& i) {
               return i.text == op.column.name.text;
             });
  const Source& source = *m.file.source;
  std::string_view text = source.Text(check.span);
  bool whole =
      check.name.empty() || (check.name.span.begin > check.span.begin &&
                             check.name.span.end < check.span.end);
  if (!own || !whole || op.if_not_exists) return;
  uint32_t begin = check.span.begin;
  while (begin > op.column.name.span.end &&
         IsAsciiSpace(source.text()[begin - 1])) {
    --begin;
  }
  Fix fix{"check the old rows later", FixKind::kUnsafe, {}, {}};
  std::string action = fmt::format(", ADD {} NOT VALID", text);
  if (check.span.end >= op.span.end) {
    fix.edits.push_back({&source, {begin, check.span.end}, action});
  } else {
    fix.edits.push_back({&source, {begin, check.span.end}, ""});
    fix.edits.push_back({&source, {op.span.end, op.span.end}, action});
  }
  ValidateLater(op.table, check, m, fix);
  finding.With(std::move(fix));
}

void CheckConstraint(const AddConstraint& op, const Moment& m, Sink& out) {
  const Constraint& constraint = op.constraint;
  bool foreign = constraint.kind == ConstraintKind::kForeignKey;
  if (!foreign && constraint.kind != ConstraintKind::kCheck) return;
  if (constraint.not_valid || !constraint.enforced) return;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work != Work::kScan) return;
  const Relation* table = item->relation;
  auto finding = Report(op, op.table, constraint, out);
  Weigh(finding, m, *item);
  bool refused =
      foreign && table != nullptr && table->partitioned && m.pg_version() < 18;
  if (refused) {
    finding.Help(
        "add it NOT VALID to each partition, validate those, then add it to "
        "{}, which then finds the work done",
        op.table.name);
    return;
  }
  finding.Help(
      "add it NOT VALID, and VALIDATE CONSTRAINT in a later migration");
  AddFix(op, m, finding);
}

// Constraints written with a new column: whether they are looked at at all is
// the effects' to say.
void CheckColumn(const AddColumn& op, const Moment& m, Sink& out) {
  if (op.column.constraints().empty() || m.FindsColumn(op)) return;
  const RelationEffect* item = MetInUse(m, op.table);
  // What is cheap, and what another rule reports
  if (item == nullptr || item->work != Work::kScan) return;
  for (const Constraint& constraint : op.column.constraints()) {
    bool foreign = constraint.kind == ConstraintKind::kForeignKey;
    if (!foreign && constraint.kind != ConstraintKind::kCheck) continue;
    if (!constraint.enforced) continue;
    if (foreign && item->fact == Fact::kAddColumnCheck) continue;
    auto finding = Report(op, op.table, constraint, out);
    Weigh(finding, m, *item);
    if (foreign && op.column.default_value().shape == ExprShape::kNull) {
      finding.Help("leave DEFAULT NULL out: then nothing is looked up");
      return;
    }
    finding.Help(
        "add the column without it, then ADD CONSTRAINT ... NOT VALID, and "
        "VALIDATE CONSTRAINT in a later migration");
    AddFix(op, constraint, m, finding);
    return;
  }
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* constraint = As<AddConstraint>(op)) {
    CheckConstraint(*constraint, m, out);
  } else if (const auto* column = As<AddColumn>(op)) {
    CheckColumn(*column, m, out);
  }
}

}  // namespace

extern constexpr Rule kConstraintNotValidMissing =
    OnOps<Check, OpKind::kAddConstraint, OpKind::kAddColumn>(kInfo);

}  // namespace interlock::sql
