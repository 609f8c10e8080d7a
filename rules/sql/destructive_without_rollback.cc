// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>
#include <string_view>

#include "analyzers/project/project.h"
#include "analyzers/sql/reversibility.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"constraints", OptionType::kBool, "true",
     "Whether a dropped constraint must come back too"},
    {"data", OptionType::kBool, "true",
     "Whether deleted or overwritten rows must come back too"},
};

constexpr RuleInfo kInfo{
    .id = "destructive-without-rollback",
    .summary = "A destructive change that no rollback script reverses",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .scope = Scope::kNewestNotes,
    .tags = "rollback data-loss",
    .peers =
        "migrationpilot:reversibility safe-migrate:irreversible-migration "
        "django-migration-linter:SQL_REVERSIBLE atlas:DS102 atlas:DS103",
    .options = kOptions,
    .docs = R"(
## What it does

Follows a migration, then whatever undoes it, on the catalog that the history
builds, and reports what the migration takes away and the rollback does not
give back: a table, a column, a column's type, a constraint, an enum or other
type, a schema, rows that are deleted, values that are overwritten. What goes
with a table that the same file drops is told of the table alone. A constraint
holds no data: losing it is a warning, and a note where the project keeps no
rollbacks at all.

What undoes a migration is its down section, its down file, an undo script, or
a `rollback.sql` beside the history or in `docs/migrations`;
`migrations.rollback` of the configuration names others.

## Why is this bad?

A release is rolled back under pressure. If the old version needs a column that
the migration dropped, and no script brings it back, the old version does not
start either: there is no way back and no way forward.

A script that runs without error is not enough. A column that comes back as
another type, or a table that comes back without one of its columns, breaks the
old release as surely as one that is missing.

```sql,bad
ALTER TABLE orders DROP COLUMN total_cents;
```

```sql,good
-- +goose Up
ALTER TABLE orders DROP COLUMN total_cents;
-- +goose Down
ALTER TABLE orders ADD COLUMN total_cents integer;
```

What the migration itself creates may be dropped freely:

```sql,good
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
```

## How to do it

1. Ship the release that no longer reads the column or table.
2. Wait until nobody would roll back beyond it.
3. Copy what must not be lost, then drop, and write the reverse: ADD COLUMN
   with the old type and constraints, CREATE TABLE with the old columns, INSERT
   from the copy.

## When the facts are not known

When the history does not show what was there before, the finding says so by
its medium confidence, and any reverse of the right name counts. When code in
the rollback that cannot be read names the lost thing, the rule stays silent.
An UPDATE with a WHERE is taken for a backfill and not reported.
)"};
static_assert(WellFormed(kInfo));

std::string_view VerbOf(RemovalKind kind) {
  switch (kind) {
    case RemovalKind::kTable:
      return "drops table";
    case RemovalKind::kColumn:
      return "drops column";
    case RemovalKind::kColumnType:
      return "changes the type of";
    case RemovalKind::kConstraint:
      return "drops constraint";
    case RemovalKind::kType:
      return "drops type";
    case RemovalKind::kSchema:
      return "drops schema";
    case RemovalKind::kRows:
      return "deletes rows of";
    case RemovalKind::kValues:
      return "overwrites every row of";
  }
  return "";
}

std::string Reverse(const Removal& removal) {
  std::string_view what = removal.what;
  std::string_view part = what.substr(what.rfind('.') + 1);
  std::string_view type = removal.was;
  if (type.empty()) type = "<type>";
  switch (removal.kind) {
    case RemovalKind::kTable:
      return fmt::format("CREATE TABLE {} with its columns", what);
    case RemovalKind::kColumn:
      return fmt::format("ALTER TABLE {} ADD COLUMN {} {}", removal.table, part,
                         type);
    case RemovalKind::kColumnType:
      return fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE {}",
                         removal.table, part, type);
    case RemovalKind::kConstraint:
      return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} ...", removal.table,
                         part);
    case RemovalKind::kType:
      return fmt::format("CREATE TYPE {} ...", what);
    case RemovalKind::kSchema:
      return fmt::format("CREATE SCHEMA {}", what);
    case RemovalKind::kRows:
    case RemovalKind::kValues:
      return fmt::format("INSERT INTO or UPDATE {} from a copy made before",
                         what);
  }
  return "";
}

// Without the schema, where a template fills that in: "{{ .Schema }}.users".
std::string_view Shown(std::string_view what) {
  size_t at = what.rfind("}.");
  return at == what.npos ? what : what.substr(at + 2);
}

// Where this framework keeps what undoes a migration.
std::string_view PlaceOf(Framework framework) {
  switch (framework) {
    case Framework::kGoose:
      return "its `-- +goose Down` section";
    case Framework::kDbmate:
      return "its `-- migrate:down` section";
    case Framework::kSqlMigrate:
      return "its `-- +migrate Down` section";
    case Framework::kGolangMigrate:
    case Framework::kSqlx:
      return "its .down.sql file";
    case Framework::kDiesel:
      return "its down.sql";
    case Framework::kPrisma:
      return "a down.sql beside it";
    case Framework::kFlyway:
      return "its U script";
    case Framework::kLiquibase:
      return "its --rollback lines";
    case Framework::kSqitch:
      return "its revert script";
    default:
      return "a rollback.sql beside the migrations";
  }
}

void Report(const Removal& removal, const Standing& at, Sink& out) {
  const Migration& migration = *at.migration;
  const SqlFile* down = removal.restored_in;
  if (down == nullptr) down = migration.down;
  if (down == nullptr && !at.history->rollbacks.empty()) {
    down = at.history->rollbacks.front();
  }
  std::string why;
  if (removal.restored == Restored::kDifferent) {
    why = "it " + removal.difference;
  } else if (down == nullptr) {
    why = "no rollback exists";
  } else {
    why = "the rollback does not bring it back";
  }
  auto finding = out.Report(removal.span, "this {} {}, and {}",
                            VerbOf(removal.kind), Shown(removal.what), why);
  finding.Help("write the reverse into {}: {}", PlaceOf(at.history->framework),
               Reverse(removal));
  if (down != nullptr && down != migration.up) {
    size_t line = down->source->text().find('\n');
    auto end =
        static_cast<uint32_t>(std::min<size_t>(line, down->source->size()));
    finding.Related(*down->source, {0, end}, "this is the rollback");
  }
  bool mild = removal.kind == RemovalKind::kConstraint ||
              removal.kind == RemovalKind::kValues;
  bool none = !at.history->has_downs && at.history->rollbacks.empty();
  bool slight = none && removal.kind == RemovalKind::kConstraint;
  if (mild) finding.At(slight ? Severity::kNote : Severity::kWarning);
  if (removal.assumed) finding.Sure(Confidence::kMedium);
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  Standing at = Locate(context.project.histories, file);
  if (at.migration == nullptr || at.is_down) return;
  auto removals = RemovalsOf(*at.history, *at.migration);
  if (removals.empty()) return;
  bool constraints = context.options.Bool("constraints");
  bool data = context.options.Bool("data");
  std::set<std::string_view> dropped;
  for (const Removal& removal : removals) {
    bool told = removal.restored == Restored::kNo ||
                removal.restored == Restored::kDifferent;
    if (removal.kind == RemovalKind::kTable && told) {
      dropped.insert(removal.what);
    }
  }
  for (const Removal& removal : removals) {
    if (dropped.contains(removal.table) &&
        removal.kind != RemovalKind::kTable) {
      continue;
    }
    if (removal.restored == Restored::kYes) continue;
    if (removal.restored == Restored::kUnknown) continue;
    if (removal.kind == RemovalKind::kConstraint && !constraints) continue;
    bool rows = removal.kind == RemovalKind::kRows ||
                removal.kind == RemovalKind::kValues;
    if (rows && !data) continue;
    Report(removal, at, out);
  }
}

}  // namespace

extern constexpr Rule kDestructiveWithoutRollback = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
