// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "primary-key-reads-for-nulls",
    .summary = "A primary key over a nullable column reads the whole table",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock constraint",
    .peers = "eugene:W14 atlas:PG304",
    .docs = R"(
## What it does

Reports `ADD PRIMARY KEY ... USING INDEX` when a column of the index may hold
nulls. Without an index to take over, the rule unique-constraint-builds-index
speaks of the statement.

## Why is this bad?

Taking over an index is instant, but a primary key implies NOT NULL. Where a
column does not have it yet, the server reads every row for nulls, and holds
ACCESS EXCLUSIVE meanwhile: nobody reads or writes.

```sql,bad,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint, note text);
```

```sql,bad,file=db/migrations/002_key.sql
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);
ALTER TABLE orders ADD PRIMARY KEY USING INDEX orders_pkey;
```

```sql,good,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint NOT NULL, note text);
```

```sql,good,file=db/migrations/002_key.sql
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);
ALTER TABLE orders ADD PRIMARY KEY USING INDEX orders_pkey;
```

## How to do it

1. `ADD CONSTRAINT ... CHECK (id IS NOT NULL) NOT VALID`.
2. `VALIDATE CONSTRAINT` in a later migration.
3. `ALTER COLUMN id SET NOT NULL`: instant now; drop the CHECK after it.
4. `ADD PRIMARY KEY USING INDEX`: instant.

## When the facts are not known

Where the history does not tell whether the column may hold nulls, nothing is
reported.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddConstraint& op, const Context& context, Sink& out) {
  if (op.constraint.kind != ConstraintKind::kPrimaryKey) return;
  if (op.constraint.using_index().empty()) return;
  const Moment& m = *context.moment;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work != Work::kScan || item->assumed) return;
  auto finding = out.Report(
      op.span,
      "{} is read for nulls in its new primary key, with all access shut",
      op.table.name);
  Weigh(finding, m, *item);
  finding.Help(
      "make the columns NOT NULL first, proved by a CHECK that was validated");
}

}  // namespace

extern constexpr Rule kPrimaryKeyReadsForNulls =
    On<AddConstraint, Check>(kInfo);

}  // namespace interlock::sql
