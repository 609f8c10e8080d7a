// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

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
    .scope = Scope::kNewest,
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

// The last statement that runs ANALYZE on each table; "" stands for all.
std::unordered_map<std::string_view, uint32_t> LastAnalyze(
    const SqlFile& file) {
  std::unordered_map<std::string_view, uint32_t> last;
  file.EachOp<Vacuum>([&](const Vacuum& op) {
    if (!op.analyze && !op.analyze_only) return;
    if (op.tables.empty()) last[""] = op.statement;
    for (const Name& table : op.tables) last[table.name] = op.statement;
  });
  return last;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::unordered_set<std::string_view> done;
  std::optional<std::unordered_map<std::string_view, uint32_t>> last;
  auto is_analyzed = [&](const AlterColumnType& op) {
    if (!last) last = LastAnalyze(file);
    for (std::string_view name : {op.table.name, std::string_view()}) {
      auto at = last->find(name);
      if (at != last->end() && at->second > op.statement) return true;
    }
    return false;
  };
  ForEachOp<AlterColumnType>(
      file, context, [&](const AlterColumnType& op, const Moment& m) {
        if (!ColumnInUse(m, op.table, op.column.text)) return;
        if (done.contains(op.table.name) || is_analyzed(op)) return;
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
