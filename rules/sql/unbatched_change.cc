// SPDX-License-Identifier: Apache-2.0
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
    .tags = "data backfill",
    .peers =
        "pgfence:update-in-migration migrationpilot:MP011 "
        "online_migrations:update_column_in_batches "
        "strong_migrations:backfill eugene:E4",
    .docs = R"(
## What it does

Reports an UPDATE, a DELETE or an INSERT from a query that may reach any number
of rows of a table that was there before the migration; an UPDATE that fills a
column which the same file adds as a warning, because that reaches every row.
Without WHERE, update-without-where says it. Left alone: a condition that ties
a key, or a column named like one (id, key, code, name, slug, email), to
constants; rows written out in VALUES.

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

struct Each {
  Sink& out;

  FindingBuilder Say(const Moment& m, const Name& table, std::string_view act,
                     const Name& shown) const {
    auto finding =
        out.Report(m.op.span, "this {} {} in one transaction", act, shown.name);
    finding.Help(
        "go through {} in batches by key, each in a transaction of its own, "
        "outside of the migration",
        shown.name);
    ShowOrigin(finding, m.history, m.view.Find(table));
    return finding;
  }
  void operator()(const Update& op, const Moment& m) const {
    if (!op.has_where || !InUse(m, op.table)) return;
    if (NamesItsRows(m, op.where)) return;
    bool fills = std::ranges::any_of(op.columns, [&](const Ident& column) {
      return NewHere(m, op.table, column.text);
    });
    auto finding = Say(m, op.table,
                       fills ? "fills a new column in all rows of"
                             : "may update any number of rows of",
                       op.table);
    if (fills) finding.At(Severity::kWarning);
    finding.Sized(m.EstimateOf(op.table, Work::kRows));
  }
  void operator()(const Delete& op, const Moment& m) const {
    if (!op.has_where || !InUse(m, op.table)) return;
    if (NamesItsRows(m, op.where)) return;
    Say(m, op.table, "may delete any number of rows of", op.table)
        .Sized(m.EstimateOf(op.table, Work::kRows));
  }
  void operator()(const Insert& op, const Moment& m) const {
    if (!op.from_query) return;
    for (const Name& read : op.reads) {
      bool itself = read.name == op.table.name;
      if (itself || m.view.Find(read) == nullptr || !InUse(m, read)) continue;
      Say(m, read, "copies what it finds in", read)
          .Sized(m.EstimateOf(read, Work::kRows));
      return;
    }
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<Update, Delete, Insert>(file, context, Each{out});
}

}  // namespace

extern constexpr Rule kUnbatchedChange = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
