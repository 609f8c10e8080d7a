// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "analyzers/sql/replica_identity.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "primary-key-dropped",
    .summary = "A table in use loses the key that replication goes by",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "replication compatibility",
    .peers = "migrationpilot:MP055 diesel-guard:DropPrimaryKeyCheck",
    .docs = R"(
## What it does

Reports that the primary key of a table in use is dropped and no other one is
there when the file ends, and that the index is dropped which `REPLICA IDENTITY
USING INDEX` named.

## Why is this bad?

The primary key is the replica identity of a table unless another is set. On a
published table each UPDATE and DELETE fails as soon as it is gone. `ON
CONFLICT` finds no key to work with, duplicates get in, and searches by id read
the whole table, because its index goes as well. Putting it back needs an index
build under ACCESS EXCLUSIVE. When the index of a replica identity goes, the
server does not fall back to the primary key: the table has no identity at all.

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

void CheckKey(const DropConstraint& op, const Moment& m, Sink& out) {
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

// The table whose replica identity the index is, and stays until it is gone.
const Relation* Identified(const Moment& m, const Relation* index) {
  const Relation* table = index == nullptr ? nullptr : index->table;
  bool whole = table != nullptr && ReplicaIndexOf(m.view, *table) == index &&
               InUse(m, table);
  if (!whole) return nullptr;
  // Another one that the same file sets later is set too late for what runs
  // meanwhile only when the file is no transaction: that is let pass.
  auto end = static_cast<uint32_t>(m.file.ops.size());
  View after = m.view.Just(m.migration.TimeOf(end));
  const Note* now = m.view.Said(*table, Trait::kReplicaIdentity);
  bool same = after.Said(*table, Trait::kReplicaIdentity) == now;
  return same && table->AliveAt(after.time()) ? table : nullptr;
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  auto report = [&](const Relation* index, Span span) {
    const Relation* table = Identified(m, index);
    if (table == nullptr) return false;
    auto finding = out.Report(
        span,
        "{} is left without a replica identity: UPDATE and DELETE fail "
        "once it is published",
        m.view.NameOf(*table).name);
    finding.Help("set another REPLICA IDENTITY first");
    ShowOrigin(finding, m.history, table);
    return true;
  };
  if (const auto* drop = As<DropIndex>(op)) {
    for (const Name& name : drop->indexes) report(m.view.Find(name), op.span);
    return;
  }
  const auto& drop = static_cast<const DropConstraint&>(op);
  const Relation* table = m.view.Find(drop.table);
  const ConstraintFact* fact =
      table == nullptr ? nullptr
                       : m.view.FindConstraint(*table, drop.constraint.text);
  bool told = fact != nullptr && report(fact->index, op.span);
  if (!told) CheckKey(drop, m, out);
}

}  // namespace

extern constexpr Rule kPrimaryKeyDropped =
    OnOps<Check, OpKind::kDropConstraint, OpKind::kDropIndex>(kInfo);

}  // namespace interlock::sql
