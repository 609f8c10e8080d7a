// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "default-dropped",
    .summary =
        "INSERTs of the running release will leave out a NOT NULL column",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility",
    .peers = "strong_migrations:change_column_default migrationpilot:MP048",
    .docs = R"(
## What it does

Reports `DROP DEFAULT` of a NOT NULL column on a table that was there before
the migration; also of a column that the same file adds.

## Why is this bad?

The release before runs on the new schema during the rollout. Its INSERTs that
leave the column out, which they could so far, fail with "null value violates
not-null constraint". A new NOT NULL column whose default is dropped in the
migration that adds it breaks every INSERT of a release that does not know it.

```sql,bad
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
```

```sql,good
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
```

## How to do it

1. Ship the release that fills the column in each INSERT.
2. Drop the default when nobody would roll back beyond that release.

## When the facts are not known

A column that is not known to be NOT NULL, or not known to have had a default,
is left alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const DropDefault& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (!InUse(m, op.table)) return;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr) return;
  auto column = m.view.FindColumn(*table, op.column.text);
  if (!column || column->default_value == nullptr) return;
  if (!column->default_value->present()) return;
  if (m.view.IsNotNull(*table, op.column.text) != Answer::kYes) return;
  bool fresh = column->added >= m.migration.first;
  auto finding = out.Report(
      op.span, "INSERTs of the running release {} {}.{}, and fail from now on",
      fresh ? "do not know" : "may leave out", op.table.name, op.column.text);
  finding.Help("keep the default until a release that fills {} is everywhere",
               op.column.text);
  if (!fresh) finding.Sure(Confidence::kMedium);
}

}  // namespace

extern constexpr Rule kDefaultDropped = On<DropDefault, Check>(kInfo);

}  // namespace interlock::sql
