// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "primary-key-dropped",
    .summary = "A table in use loses its primary key",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "replication compatibility",
    .peers = "migrationpilot:MP055 diesel-guard:DropPrimaryKeyCheck",
    .docs = R"(
## What it does

Reports that the primary key of a table in use is dropped and no other one is
there when the file ends.

## Why is this bad?

The primary key is the replica identity of a table unless another is set. On a
published table each UPDATE and DELETE fails as soon as it is gone. `ON
CONFLICT` finds no key to work with, duplicates get in, and searches by id read
the whole table, because its index goes as well. Putting it back needs an index
build under ACCESS EXCLUSIVE.

```sql,bad
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
```

```sql,good
CREATE UNIQUE INDEX CONCURRENTLY orders_new_idx ON orders (id);
```

## How to do it

1. Build the new key's index with `CREATE UNIQUE INDEX CONCURRENTLY`.
2. In one ALTER TABLE, drop the old key and add the new one with `ADD
   CONSTRAINT ... PRIMARY KEY USING INDEX`.
3. If the table is published, set `REPLICA IDENTITY` first.

## When the facts are not known

A constraint that the history does not know is taken for a primary key only if
its name ends in `_pkey`; confidence is then medium.
)"};
static_assert(WellFormed(kInfo));

bool EndsWithKey(const Moment& m, const Relation& table) {
  auto end = static_cast<uint32_t>(m.file.ops.size());
  View after = m.view.Just(m.migration.TimeOf(end));
  if (!table.AliveAt(after.time())) return true;
  bool found = false;
  bool complete = after.EachConstraint(table, [&](const ConstraintFact& fact) {
    found |= fact.def->kind == ConstraintKind::kPrimaryKey;
  });
  return found || !complete;
}

void Check(const DropConstraint& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const Relation* table = m.view.Find(op.table);
  const ConstraintFact* fact = nullptr;
  if (table != nullptr) {
    if (table->persistence == Persistence::kTemporary) return;
    fact = m.view.FindConstraint(*table, op.constraint.text);
  }
  if (fact != nullptr && fact->def->kind != ConstraintKind::kPrimaryKey) return;
  if (fact == nullptr && !op.constraint.text.ends_with("_pkey")) return;
  if (m.IsNew(op.table) || (table != nullptr && EndsWithKey(m, *table))) return;
  auto finding =
      out.Report(op.span, "{} is left without a primary key", op.table.name);
  finding.Help(
      "drop it and add the new key USING INDEX in one ALTER TABLE; a published "
      "table needs another REPLICA IDENTITY first");
  ShowOrigin(finding, m.history, fact == nullptr ? nullptr : table);
}

}  // namespace

extern constexpr Rule kPrimaryKeyDropped = On<DropConstraint, Check>(kInfo);

}  // namespace interlock::sql
