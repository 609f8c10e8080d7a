// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "table-without-primary-key",
    .summary = "A table is created that has no primary key",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "design replication",
    .peers =
        "diesel-guard:CreateTableWithoutPkCheck migrationpilot:MP045 "
        "pgrubic:GN004 atlas:PK101",
    .docs = R"(
## What it does

Reports a table that has no primary key, and no unique key over NOT NULL
columns either, when the file that creates it ends. Partitions, temporary and
foreign tables, and tables that take their shape from others are left alone.

## Why is this bad?

Rows cannot be told apart. Logical replication refuses UPDATE and DELETE on a
published table without a key; change capture and online tools that copy a
table in batches need one. Adding it later to a large table means an index
build under ACCESS EXCLUSIVE, or several careful steps.

```sql,bad
CREATE TABLE events (happened_at timestamptz NOT NULL, body text);
```

```sql,good
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body text
);
```

## How to do it

Give the table a primary key from the start. For a link table, that is the pair
of its foreign keys.

## When the facts are not known

A table whose columns or constraints come from elsewhere (LIKE, INHERITS, a
type), or that code which is not understood may have changed, is not reported.
)"};
static_assert(WellFormed(kInfo));

// Some unique key whose columns are all NOT NULL: as good for telling rows
// apart.
bool HasKey(const View& view, const Relation& table) {
  bool found = false;
  auto all_set = [&](const auto& columns, auto name_of) {
    return !columns.empty() &&
           std::ranges::all_of(columns, [&](const auto& column) {
             return view.IsNotNull(table, name_of(column)) == Answer::kYes;
           });
  };
  bool complete = view.EachConstraint(table, [&](const ConstraintFact& fact) {
    ConstraintKind kind = fact.def->kind;
    found |= kind == ConstraintKind::kPrimaryKey;
    found |= kind == ConstraintKind::kUnique &&
             all_set(fact.def->columns, [](const Ident& c) { return c.text; });
  });
  complete &= view.EachIndex(table, [&](const Relation& index) {
    if (index.index == nullptr || !index.index->unique) return;
    if (index.index->where.present()) return;
    found |= all_set(index.index->columns,
                     [](const IndexColumn& c) { return c.column.text; });
  });
  return found || !complete;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<CreateTable>(
      file, context, [&](const CreateTable& op, const Moment& m) {
        const TableOrigin& origin = *op.origin;
        bool other = op.as_query || op.foreign ||
                     op.persistence == Persistence::kTemporary ||
                     !origin.partition_of.empty() || !origin.inherits.empty() ||
                     !origin.likes.empty();
        if (other) return;
        const Relation* table = m.view.Just(m.time + 1).Find(op.table);
        if (table == nullptr || table->def != &op) return;
        // What the history ends with counts: a later one may add the key.
        View after = m.view.Just(m.history.catalog.end());
        if (!table->AliveAt(after.time()) || !after.Trusts(*table)) return;
        if (HasKey(after, *table)) return;
        out.Report(op.table.span, "{} has no primary key", op.table.name)
            .Help(
                "add an identity column, or make a key of what tells its "
                "rows apart");
      });
}

}  // namespace

extern constexpr Rule kTableWithoutPrimaryKey = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
