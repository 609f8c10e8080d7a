// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-partition-locks-parent",
    .summary =
        "Dropping a partition shuts all access to the whole partitioned table",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "lock partition data-loss",
    .docs = R"(
## What it does

Reports `DROP TABLE` of a partition whose parent was there before the
migration, once per file and parent.

## Why is this bad?

ACCESS EXCLUSIVE is taken on the parent too, not only on the partition: the
drop queues behind every query on the partitioned table, and everybody else
queues behind the drop.

```sql,bad,file=db/migrations/001_events.sql
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_2020 PARTITION OF events
  FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
```
```sql,bad,file=db/migrations/002_drop.sql
DROP TABLE events_2020;
```

```sql,good
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
DROP TABLE events_2020;
```

## How to do it

1. `ALTER TABLE parent DETACH PARTITION part CONCURRENTLY`, outside of a
   transaction; it blocks nobody.
2. `DROP TABLE part`, which nobody uses now.

## When the facts are not known

A table is taken for a partition only where the history says so.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  struct Parent {
    const Relation* relation;
    const History* history;
    Span span;
    std::vector<std::string_view> parts;
  };
  std::vector<Parent> parents;
  std::unordered_map<const Relation*, size_t> at;
  ForEachOp<DropTable>(
      file, context, [&](const DropTable& op, const Moment& m) {
        for (const Name& name : op.tables) {
          const Relation* part = m.view.Find(name);
          const Relation* parent = PartitionedBy(m, part);
          if (parent == nullptr || !InUse(m, parent)) continue;
          auto [known, fresh] = at.try_emplace(parent, parents.size());
          if (fresh) parents.push_back({parent, &m.history, name.span, {}});
          parents[known->second].parts.push_back(part->name);
        }
      });
  for (const Parent& parent : parents) {
    auto finding = out.Report(parent.span,
                              "dropping {} takes ACCESS EXCLUSIVE on all of {}",
                              Listed(parent.parts), parent.relation->name);
    finding.Help("DETACH it CONCURRENTLY first, then drop it");
    ShowOrigin(finding, *parent.history, parent.relation);
  }
}

}  // namespace

extern constexpr Rule kDropPartitionLocksParent = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
