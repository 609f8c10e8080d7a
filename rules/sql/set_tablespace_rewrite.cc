// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-tablespace-rewrite",
    .summary = "SET TABLESPACE copies a table or index with all access shut",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .tags = "lock rewrite",
    .peers =
        "migrationpilot:MP095 pgrubic:US017 pgrubic:US018 "
        "django-pg-zero-downtime-migrations:ALTER_TABLE_SET_TABLESPACE",
    .docs = R"(
## What it does

Reports `SET TABLESPACE` on a table, index or materialized view that was there
before the migration, and `ALL IN TABLESPACE`. A partitioned table holds no
rows itself and is left alone.

## Why is this bad?

All blocks are copied to the other disk under ACCESS EXCLUSIVE. While a table
moves nobody reads or writes it; while an index moves, queries on its table
wait too, because planning looks at each index.

```sql,bad
ALTER TABLE orders SET TABLESPACE fast;
```

```sql,good
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day) TABLESPACE fast;
```

## How to do it

1. For an index, build a second one with `CREATE INDEX CONCURRENTLY ...
   TABLESPACE`, or `REINDEX (CONCURRENTLY, TABLESPACE fast)` since PostgreSQL
   14, which blocks nobody.
2. For a table, use pg_repack with a tablespace, or move it in a maintenance
   window.

## When the facts are not known

Where the relation lies now is seldom known; if it lies there already, the
command is brief. That is why confidence is medium.
)"};
static_assert(WellFormed(kInfo));

struct Each {
  Sink& out;
  void operator()(const AlterTable& op, const Moment& m) const {
    if (op.change != TableChange::kSetTablespace) return;
    const Relation* relation = m.view.Find(op.table);
    if (relation != nullptr && relation->partitioned) return;
    if (relation != nullptr && relation->kind == RelationKind::kIndex &&
        relation->table != nullptr && relation->table->partitioned) {
      return;
    }
    if (!InUse(m, op.table)) return;
    auto finding = out.Report(
        op.span, "{} is copied to tablespace {}, with all access shut",
        op.table.name, op.argument.text);
    finding.Sized(m.EstimateOf(op.table, Work::kRewrite));
    finding.Help(
        "build indexes anew with CONCURRENTLY there; move tables with a tool "
        "that works while they are in use");
    ShowOrigin(finding, m.history, relation);
    finding.Sure(Confidence::kMedium);
  }
  void operator()(const ServerCommand& op, const Moment&) const {
    bool all = op.what.starts_with("ALTER TABLE") ||
               op.what.starts_with("ALTER INDEX") ||
               op.what.starts_with("ALTER MATERIALIZED");
    if (!all) return;
    out.Report(op.span,
               "this copies one table after another, with all access to it "
               "shut")
        .Help("move one at a time, when nobody needs it");
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<AlterTable, ServerCommand>(file, context, Each{out});
}

}  // namespace

extern constexpr Rule kSetTablespaceRewrite = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
