// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "vacuum-full-rewrite",
    .summary =
        "VACUUM FULL or CLUSTER writes a table anew with all access shut",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .peers =
        "pgfence:vacuum-full pgls:banVacuumFull migrationpilot:MP006 "
        "migrationpilot:MP032 pgrubic:US025 pgrubic:US026 "
        "safe-migrate:vacuum-full squawk:prefer-repack",
    .docs = R"(
## What it does

Reports `VACUUM FULL` and `CLUSTER` of a table that was there before the
migration, and of all tables when none is named.

## Why is this bad?

Both copy the table row by row into a new file and build each index again,
holding ACCESS EXCLUSIVE from start to end: nobody reads or writes. The disk
must hold both copies at once.

```sql,bad
VACUUM FULL orders;
```

```sql,good
VACUUM (ANALYZE) orders;
```

## How to do it

1. Plain VACUUM makes the space of dead rows free for new ones; it blocks
   neither reads nor writes. Tune autovacuum so that it keeps up.
2. To give space back to the disk while the table is in use, rebuild it with
   pg_repack or a like tool, outside of the migration.
3. To give back the space of indexes alone, `REINDEX CONCURRENTLY`.

## When the facts are not known

A table that the history does not create is taken for one with rows; confidence
is then medium.
)"};
static_assert(WellFormed(kInfo));

void Report(const Op& op, const Moment& m, std::string_view command,
            const Name& name, Sink& out) {
  if (name.empty()) {
    out.Report(op.span, "{} rewrites every table that it may, one by one",
               command)
        .Help("name one table, at a time when nobody needs it");
    return;
  }
  if (!InUse(m, name)) return;
  auto finding = out.Report(
      op.span, "{} rewrites {} and its indexes, with all access shut", command,
      name.name);
  finding.Sized(m.EstimateOf(name, Work::kRewrite));
  finding.Help(
      "use plain VACUUM, or a tool that rebuilds the table while it is in use");
  ShowOrigin(finding, m.history, m.view.Find(name));
}

struct Each {
  Sink& out;
  void operator()(const Vacuum& op, const Moment& m) const {
    if (!op.full) return;
    if (op.tables.empty()) Report(op, m, "VACUUM FULL", {}, out);
    for (const Name& name : op.tables) Report(op, m, "VACUUM FULL", name, out);
  }
  void operator()(const Cluster& op, const Moment& m) const {
    Report(op, m, "CLUSTER", op.table, out);
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<Vacuum, Cluster>(file, context, Each{out});
}

}  // namespace

extern constexpr Rule kVacuumFullRewrite = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
