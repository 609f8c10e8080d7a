// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>

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
the migration, once for each table of a file; also of a column that the same
file adds. A default that the file sets again is left alone.

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

// The default is gone for good, and INSERTs could do without a value.
bool Bites(const DropDefault& op, const Moment& m) {
  if (!InUse(m, op.table)) return false;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr) return false;
  auto has_default = [](const std::optional<Column>& column) {
    return column && column->default_value != nullptr &&
           column->default_value->present();
  };
  if (!has_default(m.view.FindColumn(*table, op.column.text))) return false;
  // Nobody sees what the rest of the file takes back.
  View end =
      m.view.Just(m.migration.TimeOf(static_cast<uint32_t>(m.file.ops.size())));
  std::string_view today = end.Renamed(*table, op.column.text, m.time);
  if (!end.FindColumn(*table, today)) return false;
  if (has_default(end.FindColumn(*table, today))) return false;
  return m.view.IsNotNull(*table, op.column.text) == Answer::kYes &&
         end.IsNotNull(*table, today) == Answer::kYes;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  PartsByTable fresh;  // columns that the same file adds
  PartsByTable older;
  ForEachOp<DropDefault>(
      file, context, [&](const DropDefault& op, const Moment& m) {
        if (!Bites(op, m)) return;
        const Relation* table = m.view.Find(op.table);
        auto column = m.view.FindColumn(*table, op.column.text);
        bool added = column && column->added >= m.migration.first;
        (added ? fresh : older)
            .Add(m, op.table, std::string(op.column.text), op.span);
      });
  auto report = [&](const PartsByTable& tables, std::string_view what,
                    Confidence sure) {
    tables.Report(file, "this one too", [&](const PartsOfTable& group) {
      std::string names = Listed(group.parts);
      auto finding = out.Report(
          group.spans.front(),
          "INSERTs of the running release {} {}.{}, and fail from now on", what,
          group.table->name, names);
      finding.Help(
          "keep the default until a release that fills {} is "
          "everywhere",
          names);
      finding.Sure(sure);
      return finding;
    });
  };
  report(fresh, "do not know", Confidence::kHigh);
  report(older, "may leave out", Confidence::kMedium);
}

}  // namespace

extern constexpr Rule kDefaultDropped = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
