// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "analyze-missing",
    .summary =
        "A new expression index, or a backfilled table, has no statistics yet",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "performance",
    .peers = "migrationpilot:MP088 strong_migrations:auto_analyze",
    .docs = R"(
## What it does

Reports an index over an expression, and an UPDATE of every row, on a table in
use, when the file does not run ANALYZE on that table afterwards. For those who
like strictness: off by default, because autovacuum does it by itself after a
while.

## Why is this bad?

The planner has no statistics of an expression until the table is analysed, and
stale ones after a backfill. Until then it guesses, and a query may be much
slower than with or without the index.

```sql,bad
CREATE INDEX CONCURRENTLY orders_lower_idx ON orders (lower(code));
```

```sql,good
CREATE INDEX CONCURRENTLY orders_lower_idx ON orders (lower(code));
ANALYZE orders;
```

## How to do it

Run `ANALYZE <table>` at the end; it takes SHARE UPDATE EXCLUSIVE, which stops
neither reads nor writes, and reads a sample only.

## When the facts are not known

A table that the history does not create is taken for one with rows.
)"};
static_assert(WellFormed(kInfo));

struct Waiting {
  const Name* table;
  Span span;
  std::string_view what;
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::map<std::string_view, Waiting> waiting;
  auto add = [&](const Moment& m, const Name& table, std::string_view what) {
    if (InUse(m, table)) waiting[table.name] = {&table, m.op.span, what};
  };
  auto each = [&](const auto& op, const Moment& m) {
    if (const auto* index = As<CreateIndex>(op)) {
      bool expression = std::ranges::any_of(
          index->columns, [](const auto& key) { return key.column.empty(); });
      if (expression) add(m, index->table, "a new expression index");
    } else if (const auto* update = As<Update>(op)) {
      if (!update->has_where) add(m, update->table, "new values in every row");
    } else if (const auto* vacuum = As<Vacuum>(op)) {
      if (vacuum->tables.empty()) waiting.clear();
      for (const Name& name : vacuum->tables) waiting.erase(name.name);
    }
  };
  ForEachOp<CreateIndex, Update, Vacuum>(file, context, each);
  for (const auto& [name, one] : waiting) {
    out.Report(one.span, "{} has {}, but no statistics of it", name, one.what)
        .Help("run ANALYZE {} afterwards", name);
  }
}

}  // namespace

extern constexpr Rule kAnalyzeMissing = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
