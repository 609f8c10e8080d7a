// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "partition-of-locks-parent",
    .summary = "CREATE TABLE ... PARTITION OF shuts all access to the parent",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "lock partition",
    .docs = R"(
## What it does

Reports `CREATE TABLE ... PARTITION OF` a table that was there before the
migration, once per file and parent.

## Why is this bad?

It looks like a new table that nobody uses, but it takes ACCESS EXCLUSIVE on
the parent. The work is brief; waiting for the lock is not: behind one long
query on the parent it queues, and every other query on the parent queues
behind it.

```sql,bad
CREATE TABLE events_2026 PARTITION OF events
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
```

```sql,good
CREATE TABLE events_2026 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2026
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
```

## How to do it

1. `CREATE TABLE new (LIKE parent INCLUDING ALL)`: touches nobody.
2. `ALTER TABLE parent ATTACH PARTITION new ...`: takes SHARE UPDATE EXCLUSIVE
   on the parent, which stops neither reads nor writes.
3. Set a `lock_timeout` either way.

## When the facts are not known

A parent that the history does not create is taken for one in use; confidence
is then medium.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  PartsByTable parents;
  ForEachOp<CreateTable>(
      file, context, [&](const CreateTable& op, const Moment& m) {
        const Name& parent = op.origin->partition_of;
        if (parent.empty() || !InUse(m, parent)) return;
        parents.Add(m, parent, std::string(op.table.name), op.table.span);
      });
  parents.Report(file, "this one too", [&](const PartsOfTable& group) {
    auto finding = out.Report(group.spans.front(),
                              "creating {} takes ACCESS EXCLUSIVE on {}",
                              Listed(group.parts), group.table->name);
    finding.Help("create the table LIKE {}, then ATTACH it", group.table->name);
    return finding;
  });
}

}  // namespace

extern constexpr Rule kPartitionOfLocksParent = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
