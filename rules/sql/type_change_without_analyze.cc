// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "type-change-without-analyze",
    .summary = "A change of type leaves the planner without statistics",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "statistics",
    .peers = "migrationpilot:MP088 strong_migrations:auto_analyze",
    .docs = R"(
## What it does

Reports `ALTER COLUMN ... TYPE` on a table in use when no `ANALYZE` of that
table follows in the same file, once per table.

## Why is this bad?

Whatever the change costs, the server throws the statistics of the column away.
Until somebody runs ANALYZE, which autovacuum does only after enough rows
changed, the planner guesses, and queries over the column may turn from an index
to reading the whole table.

```sql,bad,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9));
```

```sql,bad,file=db/migrations/002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
```

```sql,good,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9));
```

```sql,good,file=db/migrations/002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
ANALYZE orders (code);
```

## How to do it

Write `ANALYZE table (column)` after the change. It takes SHARE UPDATE
EXCLUSIVE, which stops neither reads nor writes, and may run in a transaction;
best is one of its own, right after.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

// Whether the file runs ANALYZE on the table, or on all, after this op.
bool IsAnalyzed(const SqlFile& file, const AlterColumnType& op) {
  for (const Op* later : file.ops) {
    const auto* vacuum = As<Vacuum>(*later);
    if (vacuum == nullptr || later->statement <= op.statement) continue;
    if (!vacuum->analyze && !vacuum->analyze_only) continue;
    if (vacuum->tables.empty()) return true;
    for (const Name& table : vacuum->tables) {
      if (table.name == op.table.name) return true;
    }
  }
  return false;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::unordered_set<std::string_view> done;
  ForEachOp<AlterColumnType>(
      file, context, [&](const AlterColumnType& op, const Moment& m) {
        if (!ColumnInUse(m, op.table, op.column.text)) return;
        if (done.contains(op.table.name) || IsAnalyzed(file, op)) return;
        done.insert(op.table.name);
        auto finding = out.Report(
            op.span, "the statistics of {} in {} are gone until ANALYZE runs",
            op.column.text, op.table.name);
        ShowOrigin(finding, m.history, m.view.Find(op.table));
        finding.Help("run ANALYZE {} after it", op.table.name);
      });
}

}  // namespace

extern constexpr Rule kTypeChangeWithoutAnalyze = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
