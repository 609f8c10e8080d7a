// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "attach-partition-scan",
    .summary = "ATTACH PARTITION reads the whole table that is attached",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock partition",
    .peers =
        "pgfence:attach-partition pgls:attachPartition "
        "migrationpilot:MP072 migrationpilot:MP094 "
        "safe-migrate:attach-partition",
    .docs = R"(
## What it does

Reports `ATTACH PARTITION` of a table that was there before the migration, when
no validated CHECK is known that proves the bounds.

## Why is this bad?

To be sure that every row belongs into the partition, the server reads the
whole table under ACCESS EXCLUSIVE, unless a CHECK constraint already says so.
It also builds each index of the parent that the table lacks. The parent itself
is locked with SHARE UPDATE EXCLUSIVE only, so that it stays in use.

```sql,bad
ALTER TABLE events ATTACH PARTITION events_2025
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
```

```sql,good
CREATE TABLE events_2026 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2026
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
```

## How to do it

1. `ADD CONSTRAINT ... CHECK (day IS NOT NULL AND day >= ... AND day < ...) NOT
   VALID`.
2. In another transaction, `VALIDATE CONSTRAINT`; it blocks nobody.
3. Build the parent's indexes on the table with CONCURRENTLY.
4. Attach, which is brief now, then drop the CHECK.

## When the facts are not known

A CHECK that is there may or may not prove the bounds; the finding is then a
warning of low confidence. A table that the history does not create is taken
for one with rows; confidence is then medium.
)"};
static_assert(WellFormed(kInfo));

void Check(const AttachPartition& op, const Context& context, Sink& out) {
  if (op.index) return;
  const Moment& m = *context.moment;
  const Relation* child = m.view.Find(op.partition);
  if (!InUse(m, op.partition)) return;
  bool assumed = false;
  for (const RelationEffect& item : m.effects().relations()) {
    if (item.name.span != op.partition.span) continue;
    if (item.work == Work::kInstant) return;
    assumed = item.assumed;
  }
  auto finding = out.Report(
      op.partition.span, "attaching {} reads all of it, with all access shut{}",
      op.partition.name, assumed ? ", unless a CHECK proves its bounds" : "");
  finding.Sized(m.EstimateOf(op.partition, Work::kScan));
  finding.Help(
      "add a CHECK with the bounds as NOT VALID, validate it in another "
      "transaction, attach, then drop it");
  ShowOrigin(finding, m.history, child);
  if (assumed) finding.At(Severity::kWarning).Sure(Confidence::kLow);
}

}  // namespace

extern constexpr Rule kAttachPartitionScan = On<AttachPartition, Check>(kInfo);

}  // namespace interlock::sql
