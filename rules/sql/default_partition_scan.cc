// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "default-partition-scan",
    .summary =
        "A new partition makes the server read the whole DEFAULT partition",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock partition",
    .peers = "migrationpilot:MP093",
    .docs = R"(
## What it does

Reports `CREATE TABLE ... PARTITION OF` and `ATTACH PARTITION` where the parent
has a DEFAULT partition that was there before the migration.

## Why is this bad?

Rows for the new partition could lie in the DEFAULT one, so the server reads
all of that to be sure that none does, under ACCESS EXCLUSIVE: each query that
may touch the DEFAULT partition waits, and that is each query whose bounds are
not constant. If a row is found, the statement fails.

```sql,bad,file=db/migrations/001_events.sql
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
```
```sql,bad,file=db/migrations/002_year.sql
CREATE TABLE events_2026 PARTITION OF events
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
```

```sql,good
CREATE TABLE parcels (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE parcels_2026 PARTITION OF parcels
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
```

## How to do it

1. Add a CHECK to the DEFAULT partition that excludes the new bounds, as NOT
   VALID, and validate it in another transaction: the scan is skipped then.
2. Create the partition ahead of time, before rows for it arrive.
3. Drop the CHECK.

## When the facts are not known

A CHECK on the DEFAULT partition may or may not exclude the bounds; the finding
is then a warning of low confidence. A DEFAULT partition that the history does
not show is not guessed at.
)"};
static_assert(WellFormed(kInfo));

const Relation* DefaultOf(const Moment& m, const Name& parent) {
  const Relation* table = m.view.Find(parent);
  const Relation* found = nullptr;
  if (table == nullptr) return nullptr;
  m.view.EachPartition(*table, [&](const PartitionLink& link) {
    if (link.is_default) found = link.child;
  });
  return found;
}

bool MayBeExcluded(const Moment& m, const Relation& table) {
  bool check = false;
  m.view.EachConstraint(table, [&](const ConstraintFact& fact) {
    check |= fact.def->kind == ConstraintKind::kCheck && fact.ValidAt(m.time);
  });
  return check;
}

void Report(const Moment& m, const Name& parent, const Name& partition,
            Sink& out) {
  const Relation* rest = DefaultOf(m, parent);
  if (rest == nullptr || !InUse(m, rest)) return;
  bool assumed = MayBeExcluded(m, *rest);
  for (const RelationEffect& item : m.effects().relations()) {
    if (item.relation != rest) continue;
    if (item.work == Work::kInstant) return;
  }
  auto finding =
      out.Report(partition.span,
                 "adding {} reads all of {}, the default partition, with all "
                 "access shut{}",
                 partition.name, rest->name,
                 assumed ? ", unless a CHECK excludes its bounds" : "");
  finding.Help(
      "add a CHECK to {} that excludes the bounds of {} as NOT VALID, validate "
      "it in another transaction, then add the partition",
      rest->name, partition.name);
  ShowOrigin(finding, m.history, rest);
  if (assumed) finding.At(Severity::kWarning).Sure(Confidence::kLow);
}

struct Each {
  Sink& out;
  void operator()(const CreateTable& op, const Moment& m) const {
    const TableOrigin& origin = *op.origin;
    if (origin.partition_of.empty() || origin.partition_is_default) return;
    Report(m, origin.partition_of, op.table, out);
  }
  void operator()(const AttachPartition& op, const Moment& m) const {
    if (op.index || op.is_default) return;
    Report(m, op.table, op.partition, out);
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<CreateTable, AttachPartition>(file, context, Each{out});
}

}  // namespace

extern constexpr Rule kDefaultPartitionScan = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
