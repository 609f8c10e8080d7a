// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>

#include "analyzers/project/project.h"
#include "analyzers/sql/held_locks.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "foreign-key-of-filled-table",
    .summary = "A new table is filled before its foreign key locks an old one",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "lock constraint",
    .docs = R"(
## What it does

Reports a foreign key that is added to a table which the same file creates and
fills from a query, when it points at a table that was there before.

## Why is this bad?

The new table blocks nobody, but the key takes SHARE ROW EXCLUSIVE on the old
one as well: nobody writes to that while each row of the new table is looked up
in it. The old table waits for as many rows as were copied.

```sql,bad
CREATE TABLE parcels AS SELECT id AS order_id FROM orders;
ALTER TABLE parcels ADD FOREIGN KEY (order_id) REFERENCES orders (id);
```

```sql,good
CREATE TABLE parcels (order_id bigint REFERENCES orders (id));
INSERT INTO parcels SELECT id FROM orders;
```

## How to do it

1. Create the table with its foreign keys, then fill it; or add them NOT VALID
   and VALIDATE CONSTRAINT in a later migration, which stops no writer.
2. In the first way, COMMIT between the two: the lock of the first step is kept
   until then.

## When the facts are not known

Rows of INSERT ... VALUES and of COPY are not counted as many. A table that the
history does not create is taken for one in use.
)"};
static_assert(WellFormed(kInfo));

using Filled = std::set<std::pair<std::string_view, std::string_view>>;

void NoteFilled(const Op& op, Filled& filled) {
  if (const auto* create = As<CreateTable>(op)) {
    if (create->as_query) {
      filled.emplace(create->table.schema, create->table.name);
    }
  } else if (const auto* insert = As<Insert>(op)) {
    if (insert->from_query && !insert->reads.empty()) {
      filled.emplace(insert->table.schema, insert->table.name);
    }
  }
}

bool IsHeavy(const AddConstraint& op, const Moment& m, const Filled& filled) {
  const Constraint& key = op.constraint;
  if (key.kind != ConstraintKind::kForeignKey || key.not_valid) return false;
  if (!key.enforced || !m.IsNew(op.table)) return false;
  if (!filled.contains({op.table.schema, op.table.name})) return false;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr || table->persistence == Persistence::kTemporary) {
    return false;
  }
  return IsInUse(m, m.view.Find(key.references()));
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (!file.kinds.Has(OpKind::kAddConstraint)) return;
  Filled filled;
  uint32_t reported = UINT32_MAX;
  auto each = [&](const Op& op, const Moment& m) {
    NoteFilled(op, filled);
    const auto* add = As<AddConstraint>(op);
    if (add == nullptr || reported == op.statement) return;
    if (!IsHeavy(*add, m, filled)) return;
    reported = op.statement;
    const Name& other = add->constraint.references();
    out.Report(op.span,
               "writes to {} are blocked while each row of {}, filled above, "
               "is looked up in it",
               other.name, add->table.name)
        .Help("add the key before the rows, or NOT VALID");
  };
  ForEachOp<CreateTable, Insert, AddConstraint>(file, context, each);
}

}  // namespace

extern constexpr Rule kForeignKeyOfFilledTable = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
