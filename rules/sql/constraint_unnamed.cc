// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "constraint-unnamed",
    .summary = "A constraint whose name the server chooses",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "style",
    .peers =
        "diesel-guard:UnnamedConstraintCheck migrationpilot:MP042 "
        "pgrubic:CT003",
    .docs = R"(
## What it does

Reports CHECK, UNIQUE, EXCLUDE and FOREIGN KEY constraints without a name,
where they stand as an item of their own: in ALTER TABLE ADD and in the list of
CREATE TABLE. Constraints written behind a column are left alone. For those who
like strictness: off by default.

## Why is this bad?

The server makes a name up from the table and columns, and a number when that
is taken. Later migrations must name the constraint, to validate or drop it,
and on a database where something was renamed the name is another one.

```sql,bad
ALTER TABLE orders ADD CHECK (total >= 0) NOT VALID;
```

```sql,good
ALTER TABLE orders
  ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
```

## How to do it

Write `CONSTRAINT <name>` in front.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

void Look(const Constraint& constraint, const Name& table, Sink& out) {
  if (!constraint.name.empty()) return;
  if (constraint.kind == ConstraintKind::kPrimaryKey) return;
  if (constraint.kind == ConstraintKind::kNotNull) return;
  out.Report(constraint.span,
             "the server chooses the name of this constraint "
             "of {}",
             table.name)
      .Help("write CONSTRAINT {}_<columns>_<kind> in front", table.name);
}

struct Each {
  Sink& out;
  void operator()(const CreateTable& op, const Moment&) const {
    for (const Constraint& one : op.constraints) Look(one, op.table, out);
  }
  void operator()(const AddConstraint& op, const Moment&) const {
    Look(op.constraint, op.table, out);
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<CreateTable, AddConstraint>(file, context, Each{out});
}

}  // namespace

extern constexpr Rule kConstraintUnnamed = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
