// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "unique-index-may-fail",
    .summary =
        "A unique index fails on the first duplicate among existing rows",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "index data",
    .peers = "atlas:MF101 atlas:MF102",
    .docs = R"(
## What it does

Reports `CREATE UNIQUE INDEX CONCURRENTLY` on a table that was there before the
migration, unless a key over some of the same columns already proves that there
are no duplicates, the file deletes or updates rows of the table before, or one
of the columns is new.

## Why is this bad?

If two rows are equal in the columns the build fails, after it has read the
whole table, and leaves an invalid index behind that has to be dropped by hand.
From its second reading of the table on it already refuses new duplicates, so
that inserts of the application may fail while the migration looks merely slow.

```sql,bad
CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders (code);
```

```sql,good
DELETE FROM orders AS a USING orders AS b WHERE a.code = b.code AND a.id > b.id;
CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders (code);
```

## How to do it

1. Ask for duplicates before the release: `SELECT ... GROUP BY ... HAVING
   count(*) > 1`.
2. Mend them, and stop the application from making new ones.
3. Build the index; drop it CONCURRENTLY if it failed.

## When the facts are not known

Only the data knows: the finding is advice. Tables that the history does not
create are taken for ones with rows.
)"};
static_assert(WellFormed(kInfo));

// A key whose columns are all among the index's: no two rows are equal.
bool IsProved(const Relation& table, const CreateIndex& op, const View& view) {
  auto among = [&](std::string_view name) {
    return std::ranges::any_of(op.columns, [&](const IndexColumn& column) {
      return column.column.text == name;
    });
  };
  bool proved = false;
  uint32_t seen = 0;
  view.EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kUnique &&
        fact.def->kind != ConstraintKind::kPrimaryKey) {
      return;
    }
    proved |= !fact.def->columns.empty() &&
              std::ranges::all_of(fact.def->columns, [&](const Ident& key) {
                return among(view.Renamed(table, key.text, fact.born));
              });
  });
  view.EachIndex(table, [&](const Relation& index) {
    const CreateIndex* def = index.index;
    if (++seen > kNear || def == nullptr) return;
    if (!def->unique || def->where.present()) return;
    proved |= std::ranges::all_of(def->columns, [&](const IndexColumn& key) {
      return among(view.Renamed(table, key.column.text, index.born));
    });
  });
  return proved;
}

// The file cares for the rows, or a column has no old values.
bool IsPrepared(const Moment& m, const CreateIndex& op) {
  for (uint32_t i = m.index - std::min(m.index, kNear); i < m.index; ++i) {
    const Op& before = *m.file.ops[i];
    std::string_view table;
    if (const auto* remove = As<Delete>(before)) table = remove->table.name;
    if (const auto* update = As<Update>(before)) table = update->table.name;
    if (table == op.table.name) return true;
  }
  return std::ranges::any_of(op.columns, [&](const IndexColumn& column) {
    return !column.column.empty() &&
           !ColumnInUse(m, op.table, column.column.text);
  });
}

void Check(const CreateIndex& op, const Context& context, Sink& out) {
  if (!op.unique || !op.concurrently) return;
  const Moment& m = *context.moment;
  if (!InUse(m, op.table) || IsPrepared(m, op)) return;
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr && IsProved(*table, op, m.view)) return;
  out.Report(op.keyword,
             "this build fails on the first duplicate in {}, and leaves an "
             "invalid index",
             op.table.name)
      .Help("look for duplicates and mend them before the release");
}

}  // namespace

extern constexpr Rule kUniqueIndexMayFail = On<CreateIndex, Check>(kInfo);

}  // namespace interlock::sql
