// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "analyzers/sql/locked_work.h"
#include "analyzers/sql/moment.h"
#include "analyzers/sql/pinned.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "unbatched-change",
    .summary = "Many rows of a table in use are changed in one transaction",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .confidence = Confidence::kMedium,
    .scope = Scope::kNewestNotes,
    .tags = "data backfill",
    .peers =
        "pgfence:update-in-migration migrationpilot:MP011 "
        "online_migrations:update_column_in_batches "
        "strong_migrations:backfill eugene:E4",
    .docs = R"(
## What it does

Reports an UPDATE, a DELETE or an INSERT from a query that may reach any number
of rows of a table that was there before the migration, once for each table of a
file; as a warning where an UPDATE fills a column that the same file adds,
because that reaches every row. Without WHERE, update-without-where says it;
where an earlier statement's lock is held meanwhile, work-while-locked does.
Left alone: a condition that ties a key, or a column named like one (id, key,
code, name, slug, email), to constants; rows written out in VALUES.

## Why is this bad?

ROW EXCLUSIVE stops nobody, but each changed row stays locked until the
transaction ends, so that writers of those rows wait for all the others. An
UPDATE leaves a dead copy of every row, VACUUM cannot clean up before it is
done, and replicas fall behind. Behind DDL in the same transaction, the DDL's
lock is held for as long.

```sql,bad
ALTER TABLE orders ADD COLUMN total_cents bigint;
UPDATE orders SET total_cents = total * 100 WHERE total_cents IS NULL;
```

```sql,good
UPDATE settings SET value = 'on' WHERE key = 'dark_mode';
```

## How to do it

1. Add the column, nullable, in the migration.
2. Fill it from a job: a few thousand rows by key at a time, each batch in a
   transaction of its own, with a pause between.
3. Add the constraint in a later migration.

## When the facts are not known

How many rows there are is known only from a snapshot or the config; a table
that is small by those is a note. A key that the history does not show is
guessed from the name of the column.
)"};
static_assert(WellFormed(kInfo));

bool NamedLikeKey(std::string_view column) {
  constexpr std::string_view kKeys[] = {"id",   "key",  "code",
                                        "name", "slug", "email"};
  constexpr std::string_view kEnds[] = {"_id", "_key", "_code", "_name"};
  return std::ranges::find(kKeys, column) != std::end(kKeys) ||
         std::ranges::any_of(kEnds,
                             [&](auto end) { return column.ends_with(end); });
}

// Whether no more rows than the constants written out can match.
bool NamesItsRows(const Moment& m, const Expr& where) {
  auto pinned = PinnedColumns(m.file.source->text(), where.span);
  return std::ranges::any_of(pinned, NamedLikeKey);
}

bool NewHere(const Moment& m, const Name& name, std::string_view column) {
  const Relation* table = m.view.Find(name);
  if (table == nullptr) return false;
  auto found = m.view.FindColumn(*table, column);
  return found && found->added >= m.migration.first && found->added != 0;
}

// What one file does to the rows of one table.
struct Change {
  Span span;
  std::string_view act;
  const Relation* table;
  bool fills;
  Estimate estimate;
};

class Changes {
 public:
  void See(const Update& op, const Moment& m) {
    if (!op.has_where || !InUse(m, op.table)) return;
    if (IsSystemName(op.table.name) || NamesItsRows(m, op.where)) return;
    bool fills = std::ranges::any_of(op.columns, [&](const Ident& column) {
      return NewHere(m, op.table, column.text);
    });
    Add(m, op.table,
        fills ? "fills a new column in all rows of"
              : "may update any number of rows of",
        fills);
  }
  void See(const Delete& op, const Moment& m) {
    if (!op.has_where || !InUse(m, op.table)) return;
    if (NamesItsRows(m, op.where)) return;
    Add(m, op.table, "may delete any number of rows of", false);
  }
  void See(const Insert& op, const Moment& m) {
    if (!op.from_query) return;
    for (const Name& read : op.reads) {
      bool itself = read.name == op.table.name;
      if (itself || m.view.Find(read) == nullptr || !InUse(m, read)) continue;
      Add(m, read, "copies what it finds in", false);
      return;
    }
  }
  // One finding for each table: at the first change of the worst kind.
  void Report(const SqlFile& file, const History& history, Sink& out) const {
    constexpr size_t kShown = 8;
    for (const auto& [name, changes] : tables_) {
      auto worst = std::ranges::find_if(changes, &Change::fills);
      const Change& told = worst == changes.end() ? changes.front() : *worst;
      auto finding = out.Report(told.span, "this {} {} in one transaction",
                                told.act, name);
      finding.Help(
          "go through {} in batches by key, each in a transaction of its own, "
          "outside of the migration",
          name);
      if (told.fills) finding.At(Severity::kWarning);
      ShowOrigin(finding, history, told.table);
      finding.Sized(told.estimate);
      for (size_t i = 0; i < std::min(changes.size(), kShown); ++i) {
        if (&changes[i] == &told) continue;
        finding.Related(*file.source, changes[i].span,
                        fmt::format("this {} it", changes[i].act));
      }
    }
  }

 private:
  void Add(const Moment& m, const Name& table, std::string_view act,
           bool fills) {
    tables_[table.name].push_back({m.op.span, act, m.view.Find(table), fills,
                                   m.EstimateOf(table, Work::kRows)});
  }

  std::map<std::string_view, std::vector<Change>> tables_;
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool any = file.kinds.Has(OpKind::kUpdate) ||
             file.kinds.Has(OpKind::kDelete) || file.kinds.Has(OpKind::kInsert);
  if (!any) return;
  if (context.moments == nullptr) return;
  Changes changes;
  // work-while-locked says the worse of the others.
  EachUnlocked<Update, Delete, Insert>(*context.moments, [&](const Moment& m) {
    if (const auto* update = As<Update>(m.op)) changes.See(*update, m);
    if (const auto* remove = As<Delete>(m.op)) changes.See(*remove, m);
    if (const auto* insert = As<Insert>(m.op)) changes.See(*insert, m);
  });
  changes.Report(file, context.moments->history(), out);
}

}  // namespace

extern constexpr Rule kUnbatchedChange = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
