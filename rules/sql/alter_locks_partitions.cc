// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"partitions", OptionType::kInt, "8",
     "How many partitions it takes to be worth a word"},
};

constexpr RuleInfo kInfo{
    .id = "alter-locks-partitions",
    .summary = "An ALTER of a partitioned table locks each of its partitions",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "lock partition",
    .peers = "pgrubic:GN001",
    .options = kOptions,
    .docs = R"(
## What it does

Reports ALTER TABLE of a partitioned table that goes on to all of its
partitions, where the history knows at least eight of them, once per file and
table. `ONLY` keeps it from going on.

## Why is this bad?

ACCESS EXCLUSIVE is taken on each partition, one after the other, and all are
kept until the transaction ends. While it waits for the last one, the first are
shut already; and whoever takes two of them in another order makes a deadlock.

```sql,bad,file=db/migrations/001_events.sql
CREATE TABLE events (id bigint) PARTITION BY HASH (id);
CREATE TABLE events_0 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE events_1 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE events_2 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE events_3 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE events_4 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE events_5 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE events_6 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE events_7 PARTITION OF events
  FOR VALUES WITH (MODULUS 8, REMAINDER 7);
```
```sql,bad,file=db/migrations/002_note.sql
ALTER TABLE events ADD COLUMN note text;
```

```sql,good
ALTER TABLE ONLY events ALTER COLUMN day SET DEFAULT CURRENT_DATE;
```

## How to do it

1. Set `lock_timeout` low and try again, rather than wait inside.
2. Where the action allows it, change partition by partition, then the parent
   with ONLY: defaults, CHECK constraints added as NOT VALID, indexes.

## When the facts are not known

Partitions that the history does not show are not counted.
)"};
static_assert(WellFormed(kInfo));

size_t PartitionsOf(const Moment& m, const Relation& table) {
  size_t count = 0;
  m.view.EachPartition(table, [&](const PartitionLink&) { ++count; });
  return count;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  PartsByTable tables;
  std::map<const Name*, size_t> counts;
  auto each = [&](const auto& op, const Moment& m) {
    if (op.only || !InUse(m, op.table)) return;
    const Relation* table = m.view.Find(op.table);
    if (table == nullptr || !table->partitioned) return;
    if (const auto* added = As<AddConstraint>(op)) {
      if (added->constraint.kind == ConstraintKind::kForeignKey) return;
    }
    size_t count = PartitionsOf(m, *table);
    int64_t least = std::max<int64_t>(context.options.Int("partitions"), 1);
    if (count < static_cast<size_t>(least)) return;
    counts[&op.table] = count;
    tables.Add(m, op.table, "", op.span);
  };
  ForEachOp<AddColumn, DropColumn, AlterColumnType, SetNotNull, DropNotNull,
            AddConstraint, DropConstraint, RenameColumn>(file, context, each);
  tables.Report(file, "here too", [&](const PartsOfTable& group) {
    auto finding = out.Report(group.spans.front(),
                              "this takes ACCESS EXCLUSIVE on {} partitions of "
                              "{}",
                              counts[group.table], group.table->name);
    finding.Help(
        "set a low lock_timeout; where it can be, go partition by "
        "partition");
    return finding;
  });
}

}  // namespace

extern constexpr Rule kAlterLocksPartitions = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
