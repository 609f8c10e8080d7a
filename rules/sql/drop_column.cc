// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-column",
    .summary = "A column is dropped that the running release may still read",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility data-loss",
    .peers =
        "squawk:ban-drop-column strong_migrations:remove_column "
        "online_migrations:remove_column atlas:DS103 "
        "pgfence:drop-column pgls:banDropColumn migrationpilot:MP017 "
        "diesel-guard:DropColumnCheck "
        "django-migration-linter:DROP_COLUMN pgrubic:US001 "
        "pgroll:drop_column",
    .docs = R"(
## What it does

Reports `DROP COLUMN` of a column that was there before the migration, once per
file and table. It names the indexes over several columns that go with it.

## Why is this bad?

During a rollout, and after a rollback, the release before runs on the new
schema. Each of its queries that names the column fails, and an ORM names every
column it knows. The lock is ACCESS EXCLUSIVE, but brief; the data is gone at
once, and with it each index, constraint and statistics object that uses the
column.

```sql,bad
ALTER TABLE orders DROP COLUMN note;
```

A column that the same file adds was never seen by anybody:

```sql,good
ALTER TABLE orders ADD COLUMN scratch text;
ALTER TABLE orders DROP COLUMN scratch;
```

## How to do it

1. Make the column nullable, or give it a default, so that INSERTs may leave it
   out.
2. Ship a release that neither reads nor writes it; tell the ORM to ignore it.
3. Wait until nobody would roll back beyond that release.
4. Drop it in a migration of its own, and say so there with a suppression and
   its reason.

## When the facts are not known

A table that the history does not create is taken for one in use; confidence is
then medium. A column that the history proves to be missing is not reported.
)"};
static_assert(WellFormed(kInfo));

// Indexes over this column and others, which go as a whole.
void NameIndexes(const Moment& m, const Relation& table, const Ident& column,
                 std::vector<std::string>& out) {
  m.view.EachIndex(table, [&](const Relation& index) {
    if (index.index == nullptr || index.index->columns.size() < 2) return;
    for (const IndexColumn& key : index.index->columns) {
      if (key.column.text == column.text) out.emplace_back(index.name);
    }
  });
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  PartsByTable tables;
  std::map<const Name*, std::vector<std::string>> indexes;
  ForEachOp<DropColumn>(
      file, context, [&](const DropColumn& op, const Moment& m) {
        if (!ColumnInUse(m, op.table, op.column.text)) return;
        tables.Add(m, op.table, std::string(op.column.text), op.span);
        const Relation* table = m.view.Find(op.table);
        if (table == nullptr) return;
        NameIndexes(m, *table, op.column, indexes[&op.table]);
      });
  tables.Report(file, "also dropped here", [&](const PartsOfTable& group) {
    auto finding = out.Report(
        group.spans.front(),
        "{} of {} {} dropped while the running release may still use {}",
        Listed(group.parts), group.table->name,
        group.parts.size() == 1 ? "is" : "are",
        group.parts.size() == 1 ? "it" : "them");
    auto lost = indexes.find(group.table);
    bool more = lost != indexes.end() && !lost->second.empty();
    finding.Help("ship a release that does not name {} first, drop later{}{}",
                 group.parts.size() == 1 ? "it" : "them",
                 more ? "; this also drops " : "",
                 more ? Listed(lost->second) : "");
    return finding;
  });
}

}  // namespace

extern constexpr Rule kDropColumn = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
