// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "type-change-rebuilds-index",
    .summary = "A change of type builds indexes anew under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock index",
    .docs = R"(
## What it does

Reports `ALTER COLUMN ... TYPE` which leaves the rows as they are, but not the
indexes: a change of collation, or of a type that is stored the same and sorted
or hashed in another way.

## Why is this bad?

The server builds each index over the column anew while it holds ACCESS
EXCLUSIVE: nobody reads or writes until the last one is done.

```sql,bad,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE INDEX orders_code_idx ON orders (code);
```

```sql,bad,file=db/migrations/002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE text COLLATE "C";
```

```sql,good,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20));
CREATE INDEX orders_code_idx ON orders (code);
```

```sql,good,file=db/migrations/002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);
```

## How to do it

1. `DROP INDEX CONCURRENTLY` each index over the column that can be missed.
2. Change the type: instant then.
3. Build the indexes with `CREATE INDEX CONCURRENTLY`.

Where an index cannot be missed, build one over the new form first, such as
`CREATE INDEX CONCURRENTLY ... (code COLLATE "C")`, and let the queries use it.

## When the facts are not known

A column whose old type is not known is judged by the rule column-type-rewrite.
)"};
static_assert(WellFormed(kInfo));

void Check(const AlterColumnType& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work != Work::kIndexBuild) return;
  auto finding = out.Report(
      op.span, "changing {} builds indexes of {} anew, with all access shut",
      op.column.text, op.table.name);
  Weigh(finding, m, *item);
  int shown = 0;
  if (item->relation != nullptr) {
    m.view.EachIndex(*item->relation, [&](const Relation& index) {
      if (index.index == nullptr || shown == 3) return;
      const Migration* from = m.history.MigrationAt(index.born);
      if (from == nullptr || from->up == nullptr) return;
      for (const IndexColumn& key : index.index->columns) {
        if (key.column.text != op.column.text) continue;
        finding.Related(*from->up->source, index.index->span,
                        "this index holds the column");
        ++shown;
        return;
      }
    });
  }
  finding.Help(
      "drop the indexes concurrently first, change the type, then build them "
      "concurrently");
}

}  // namespace

extern constexpr Rule kTypeChangeRebuildsIndex =
    On<AlterColumnType, Check>(kInfo);

}  // namespace interlock::sql
