// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "default-changed",
    .summary =
        "Rows written during the rollout get either the old or the new default",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewestNotes,
    .tags = "compatibility",
    .peers = "strong_migrations:change_column_default migrationpilot:MP048",
    .docs = R"(
## What it does

Reports `SET DEFAULT` on a column in use that had another default before. A
first default, and one that only spells the old value in another way, are left
alone.

## Why is this bad?

The change is brief and touches no row: old rows keep what they have. But
releases that run at the same time disagree: an ORM that caches defaults goes
on writing the old one, and rows from before and after the moment of the
migration differ for a reason that nobody sees in the code.

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'new');
```
```sql,bad,file=db/migrations/002_default.sql
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';
```

```sql,good
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';
```

## How to do it

1. Ship a release that writes the value itself in every INSERT.
2. Change the default.
3. Bring old rows in line, if they must be, in batches.

## When the facts are not known

Without the old default nothing is said.
)"};
static_assert(WellFormed(kInfo));

void Check(const SetDefault& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (!ColumnInUse(m, op.table, op.column.text)) return;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr || op.value.shape != ExprShape::kConstant) return;
  auto column = m.view.FindColumn(*table, op.column.text);
  if (!column || column->default_value == nullptr) return;
  const Expr& old = *column->default_value;
  if (old.shape != ExprShape::kConstant) return;
  const Migration* from = m.history.MigrationAt(column->added);
  if (from == nullptr || from->up == nullptr) return;
  bool here = old.span.end <= from->up->source->size();
  if (!here || from->up == &m.file) return;
  std::string_view was = from->up->source->Text(old.span);
  std::string_view now = m.file.source->Text(op.value.span);
  if (was == now || was.find(now) != was.npos || now.find(was) != now.npos) {
    return;
  }
  auto finding = out.Report(
      op.span, "until every release knows, new rows of {} get either default",
      op.table.name);
  finding.Help("let the application write {} itself first", op.column.text);
  finding.Related(*from->up->source, old.span, "the default before");
}

}  // namespace

extern constexpr Rule kDefaultChanged = On<SetDefault, Check>(kInfo);

}  // namespace interlock::sql
