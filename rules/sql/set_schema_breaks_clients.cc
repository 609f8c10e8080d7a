// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-schema-breaks-clients",
    .summary =
        "A table moves to another schema, where running queries do not look",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility",
    .peers = "migrationpilot:MP098",
    .docs = R"(
## What it does

Reports `ALTER TABLE ... SET SCHEMA`, also of views and sequences, that were
there before the migration.

## Why is this bad?

The move itself is brief, under ACCESS EXCLUSIVE. But queries of the running
release name the old schema, or find the table by a search_path that does not
hold the new one: they fail from that moment on. Functions that name the table
in their text break too, when they are next called.

```sql,bad
ALTER TABLE orders SET SCHEMA archive;
```

A view that keeps the old place makes it safe:

```sql,good
ALTER TABLE orders SET SCHEMA archive;
CREATE VIEW public.orders AS SELECT * FROM archive.orders;
```

## How to do it

1. Move the table and create a view at its old place in one transaction.
2. Ship the release that names the new place.
3. Drop the view when nobody would roll back beyond that release.

## When the facts are not known

A table that the history does not create is taken for one in use; confidence is
then medium.
)"};
static_assert(WellFormed(kInfo));

bool HasViewAtOldPlace(const SqlFile& file, const Name& name) {
  constexpr size_t kFar = 2000;  // ops; a stand-in stands beside the move
  size_t left = kFar;
  for (const Op* op : file.ops) {
    if (left-- == 0) return false;
    const auto* view = As<CreateView>(*op);
    if (view != nullptr && view->view.name == name.name) return true;
  }
  return false;
}

void Check(const SetSchema& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  bool relation = op.object == ObjectKind::kTable ||
                  op.object == ObjectKind::kView ||
                  op.object == ObjectKind::kMaterializedView ||
                  op.object == ObjectKind::kSequence ||
                  op.object == ObjectKind::kForeignTable;
  if (!relation || !InUse(m, op.name)) return;
  if (HasViewAtOldPlace(m.file, op.name)) return;
  auto finding =
      out.Report(op.span, "the running release does not look for {} in {}",
                 op.name.name, op.to.text);
  finding.Help("create a view {} at its old place in the same transaction",
               op.name.name);
  ShowOrigin(finding, m.history, m.view.Find(op.name));
}

}  // namespace

extern constexpr Rule kSetSchemaBreaksClients = On<SetSchema, Check>(kInfo);

}  // namespace interlock::sql
