// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rename-breaks-clients",
    .summary = "A rename that the running release does not know of",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility",
    .peers =
        "squawk:renaming-column squawk:renaming-table atlas:BC101 "
        "atlas:BC102 migrationpilot:MP010 migrationpilot:MP028 "
        "strong_migrations:rename_column",
    .docs = R"(
## What it does

Reports a table or column that is renamed while the release before may still
use it by its old name.

## Why is this bad?

During a rollout, and after a rollback, the old release runs on the new schema.
Each of its queries that names the old table or column fails.

```sql,bad
ALTER TABLE orders RENAME COLUMN note TO remark;
```

```sql,good
ALTER TABLE orders ADD COLUMN remark text;
```

A table may be renamed if a view takes its old name in the same file:

```sql,good
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
```

## How to do it

1. Add the new column, or a view with the new name, and write both.
2. Ship the release that uses the new name.
3. Drop the old one when nobody would roll back beyond that release.

## When the facts are not known

A table that the history does not create is taken for one in use. Tables and
columns made by the same file are not reported.
)"};
static_assert(WellFormed(kInfo));

bool HasStandIn(const Moment& m, const Name& table) {
  for (const Op* op : m.file.ops) {
    const auto* view = As<CreateView>(*op);
    if (view != nullptr && view->view.name == table.name) return true;
  }
  return false;
}

void CheckTable(const RenameTable& op, const Moment& m, Sink& out) {
  const Relation* table = m.view.Find(op.table);
  bool other = table != nullptr &&
               (table->kind == RelationKind::kIndex ||
                table->kind == RelationKind::kSequence || m.IsNew(op.table));
  if (other || HasStandIn(m, op.table)) return;
  out.Report(op.span, "the running release still asks for table {}",
             op.table.name)
      .Help("create a view {} over {} in the same transaction", op.table.name,
            op.to.text);
}

void CheckColumn(const RenameColumn& op, const Moment& m, Sink& out) {
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr) {
    if (m.IsNew(op.table)) return;
    auto column = m.view.FindColumn(*table, op.column.text);
    if (column && column->added >= m.migration.first) return;
  }
  out.Report(op.span, "the running release still asks for {}.{}", op.table.name,
             op.column.text)
      .Help("add {} beside it, write both, and drop {} in a later release",
            op.to.text, op.column.text);
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool renames = false;
  for (const Op* op : file.ops) {
    renames |=
        op->kind == OpKind::kRenameTable || op->kind == OpKind::kRenameColumn;
  }
  if (!renames) return;
  Standing at = Locate(context.project.histories, file);
  if (at.migration == nullptr || at.is_down) return;
  ForEachMoment(*at.history, *at.migration, [&](const Op& op, const Moment& m) {
    if (const auto* table = As<RenameTable>(op)) CheckTable(*table, m, out);
    if (const auto* column = As<RenameColumn>(op)) CheckColumn(*column, m, out);
  });
}

}  // namespace

extern constexpr Rule kRenameBreaksClients = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
