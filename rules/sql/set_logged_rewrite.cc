// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-logged-rewrite",
    .summary =
        "SET LOGGED or UNLOGGED writes the table anew with all access shut",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .peers = "pgfence:set-logged migrationpilot:MP047 pgrubic:GN020",
    .docs = R"(
## What it does

Reports `SET LOGGED` and `SET UNLOGGED` on a table that was there before the
migration.

## Why is this bad?

Either way the server copies the table and its indexes into new files under
ACCESS EXCLUSIVE; on the way to LOGGED all of it goes through the write-ahead
log, which replicas must take in. An unlogged table is empty after a crash, and
always empty on replicas.

```sql,bad
ALTER TABLE orders SET UNLOGGED;
```

```sql,good
CREATE UNLOGGED TABLE scratch (id bigint PRIMARY KEY);
ALTER TABLE scratch SET LOGGED;
```

## How to do it

Create a second table of the right kind, let a trigger keep it up to date, copy
the old rows in batches, then swap the names in one short transaction.

## When the facts are not known

A table that the history does not create is taken for one with rows; confidence
is then medium. A table that already is what it is set to is left alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const AlterTable& op, const Context& context, Sink& out) {
  bool logged = op.change == TableChange::kSetLogged;
  if (!logged && op.change != TableChange::kSetUnlogged) return;
  const Moment& m = *context.moment;
  if (!InUse(m, op.table)) return;
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr && table->kind == RelationKind::kSequence) return;
  const RelationEffect* worst = m.effects().Worst();
  if (worst == nullptr || worst->work < Work::kScan) return;
  auto finding =
      out.Report(op.span, "{} becomes {} by a rewrite, with all access shut",
                 op.table.name, logged ? "logged" : "unlogged");
  finding.Sized(m.EstimateOf(op.table));
  finding.Help("fill a second table in batches, then swap the names");
  ShowOrigin(finding, m.history, table);
}

}  // namespace

extern constexpr Rule kSetLoggedRewrite = On<AlterTable, Check>(kInfo);

}  // namespace interlock::sql
