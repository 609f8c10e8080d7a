// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "create-table-as-live-data",
    .summary = "A table is filled by a query over live data, without keys",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "data backfill",
    .peers = "safe-migrate:create-table-as-select pgrubic:GN014",
    .docs = R"(
## What it does

Reports `CREATE TABLE ... AS` and `SELECT ... INTO` that read a table which was
there before the migration. Temporary tables are left alone.

## Why is this bad?

No strong lock is taken, so nobody waits. But the query holds one snapshot for
as long as it reads: VACUUM cannot remove rows that died meanwhile, replicas
may cancel it or fall back, and rows written after it began are missing in the
copy. The new table has the columns' types and nothing else: no primary key, no
NOT NULL, no defaults, no indexes.

```sql,bad
CREATE TABLE orders_copy AS SELECT * FROM orders;
```

```sql,good
CREATE TABLE orders_copy (LIKE orders INCLUDING ALL);
```

## How to do it

1. Create the table with its columns and keys, or `LIKE ... INCLUDING ALL`.
2. Keep it up to date with a trigger, if the rows go on changing.
3. Copy the old rows in batches by key, outside of the migration.

## When the facts are not known

A table that the history does not create is taken for one with many rows;
confidence is then medium.
)"};
static_assert(WellFormed(kInfo));

void Check(const CreateTable& op, const Context& context, Sink& out) {
  if (!op.as_query || op.persistence == Persistence::kTemporary) return;
  const Moment& m = *context.moment;
  for (const Name& name : op.origin->reads) {
    const Relation* read = m.view.Find(name);
    if (!InUse(m, name)) continue;
    auto finding = out.Report(
        op.span, "{} is a copy of what a query over {} finds, without its keys",
        op.table.name, name.name);
    finding.Help(
        "create {} with LIKE {} INCLUDING ALL, then copy rows in batches",
        op.table.name, name.name);
    ShowOrigin(finding, m.history, read);
    return;
  }
}

}  // namespace

extern constexpr Rule kCreateTableAsLiveData = On<CreateTable, Check>(kInfo);

}  // namespace interlock::sql
