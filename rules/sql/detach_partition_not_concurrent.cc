// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "detach-partition-not-concurrent",
    .summary =
        "DETACH PARTITION without CONCURRENTLY shuts all access to the parent",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .fix = FixKind::kUnsafe,
    .tags = "lock partition",
    .peers =
        "squawk:require-concurrent-partition-detach "
        "pgls:requireConcurrentDetachPartition "
        "pgfence:detach-partition migrationpilot:MP046 pgrubic:US027",
    .docs = R"(
## What it does

Reports `DETACH PARTITION` without CONCURRENTLY from a table that was there
before the migration, for PostgreSQL 14 and later.

## Why is this bad?

ACCESS EXCLUSIVE is taken on the parent and on the partition. The work is
brief, but the lock queues behind every query on the parent, and all others
queue behind it. With CONCURRENTLY the parent is locked with SHARE UPDATE
EXCLUSIVE, which stops neither reads nor writes.

```sql,bad
ALTER TABLE events DETACH PARTITION events_2020;
```

```sql,good
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
```

## How to do it

1. Run `DETACH PARTITION ... CONCURRENTLY` outside of a transaction. It is
   refused while the parent has a DEFAULT partition.
2. If it is interrupted, finish it with `DETACH PARTITION ... FINALIZE`.
3. Drop the table afterwards, when nobody needs its rows.

## When the facts are not known

A parent that the history does not create is taken for one in use; confidence
is then medium. Where a DEFAULT partition is known, CONCURRENTLY is not
advised.
)"};
static_assert(WellFormed(kInfo));

void Check(const DetachPartition& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (op.concurrently || op.finalize || m.pg_version() < 14) return;
  if (!InUse(m, op.table)) return;
  const Relation* parent = m.view.Find(op.table);
  bool has_default = false;
  if (parent != nullptr) {
    m.view.EachPartition(*parent, [&](const PartitionLink& link) {
      has_default |= link.is_default;
    });
  }
  if (has_default) return;
  auto finding =
      out.Report(op.span, "detaching {} takes ACCESS EXCLUSIVE on {}",
                 op.partition.name, op.table.name);
  ShowOrigin(finding, m.history, parent);
  if (m.InTransaction() || op.in_block) {
    finding.Help(
        "use DETACH PARTITION ... CONCURRENTLY, which cannot run in a "
        "transaction: {}",
        m.transaction.Explicit() || op.in_block ? "move it behind COMMIT"
                                                : OptOutOf(m.framework()).help);
    return;
  }
  finding.Help("use DETACH PARTITION ... CONCURRENTLY");
  finding.Insert("detach concurrently", op.partition.span.end, " CONCURRENTLY");
}

}  // namespace

extern constexpr Rule kDetachPartitionNotConcurrent =
    On<DetachPartition, Check>(kInfo);

}  // namespace interlock::sql
