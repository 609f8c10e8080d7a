// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/locked_work.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "work-while-locked",
    .summary = "Rows are worked on while an earlier statement's lock is held",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "lock transaction",
    .peers =
        "eugene:E4 pgfence:statement-after-access-exclusive "
        "postgres-language-server:runningStatementWhileHoldingAccessExclusive "
        "migrationpilot:MP008 migrationpilot:MP080",
    .docs = R"(
## What it does

Reports the first statement of a transaction that reads or changes many rows of
a table that was there before, while a lock that blocks writes, taken by an
earlier statement of the transaction, is still held: UPDATE and DELETE, INSERT
and CREATE TABLE from a query, CREATE MATERIALIZED VIEW, VALIDATE CONSTRAINT.

Left alone: work on tables that are new in the file, statements that change the
catalog alone, the server's own tables, `VALUES`, and changes whose WHERE names
the first column of an index, which meet few rows.

## Why is this bad?

A lock is held until its transaction ends, not until its statement does. Adding
a column takes a millisecond, but ACCESS EXCLUSIVE stays on the table: all its
readers and writers wait for the whole UPDATE that follows, even when that works
on another table.

```sql,bad
BEGIN;
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'new' WHERE shipped_at IS NULL;
COMMIT;
```

```sql,good
BEGIN;
ALTER TABLE orders ADD COLUMN state text;
COMMIT;
```

A new table can be filled from an old one; nothing of the old one is locked:

```sql,good
BEGIN;
CREATE TABLE parcels (order_id bigint, sent date);
INSERT INTO parcels SELECT id, shipped_at FROM orders;
COMMIT;
```

## How to do it

1. Change the schema in one migration, with a `lock_timeout`.
2. Fill the rows in another, in batches by key, or outside of migrations.
3. If they must share a transaction, let the statement that locks come last.

## When the facts are not known

A table that the history does not create is taken for one in use; confidence is
then medium. Whether a transaction is open is known from the framework and from
BEGIN; plain files are taken to run statement by statement. Code in functions
and DO blocks is not looked at.
)"};
static_assert(WellFormed(kInfo));

void Report(const Op& op, const Moment& m, const Name& worked,
            const HeldLock& held, Sink& out) {
  std::string_view blocks =
      BlocksReads(held.lock) ? "reads and writes" : "writes";
  auto finding = out.Report(
      op.span, "{} of {} stay blocked while this works on the rows of {}",
      blocks, held.name.name, worked.name);
  finding.Related(*m.file.source, held.op->span,
                  fmt::format("takes {} on {}, held until the transaction ends",
                              NameOf(held.lock), held.name.name));
  finding.Sized(m.EstimateOf(worked, Work::kScan));
  if (held.relation == nullptr || held.relation->assumed) {
    finding.Sure(Confidence::kMedium);
  }
  if (m.transaction.Explicit()) {
    finding.Help("COMMIT before it, or move it to a migration of its own");
  } else if (PendingOf(m.framework()) == Pending::kTogether) {
    finding.Help(
        "release it later: {} runs all that is pending in one transaction",
        NameOf(m.framework()));
  } else {
    finding.Help(
        "move it to a migration of its own, or in front of what locks");
  }
}

void Check(const SqlFile&, const Context& context, Sink& out) {
  if (context.moments == nullptr) return;
  if (!MayWorkWhileLocked(*context.moments)) return;
  LockedWork locked;
  ForEachMoment(*context.moments, [&](const Op& op, const Moment& m) {
    const Name* worked = locked.Step(m);
    if (worked != nullptr) Report(op, m, *worked, locked.held(), out);
  });
}

}  // namespace

extern constexpr Rule kWorkWhileLocked = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
