// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-locks-referenced",
    .summary = "Dropping a foreign key also locks the table that it points at",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "lock constraint",
    .peers =
        "online_migrations:drop_table_multiple_foreign_keys "
        "safe-pg-migrations:remove_foreign_key atlas:CD101 "
        "pgfence:drop-constraint pgrubic:CT004",
    .docs = R"(
## What it does

Reports `DROP CONSTRAINT` of a foreign key, and `DROP TABLE` of a table that has
some, when the table that it points at is in use and no `lock_timeout` is in
effect.

## Why is this bad?

The server takes ACCESS EXCLUSIVE on the referenced table too, although the
statement does not name it: reads and writes of it stop. The work is done in a
moment, but the lock has to be got first: it queues behind each query that uses
the table, and everything later queues behind it. With several tables to lock,
a deadlock with the application is likely.

```sql,bad,file=db/migrations/001_tables.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, customer_id bigint REFERENCES customers (id));
```

```sql,bad,file=db/migrations/002_drop.sql
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;
```

```sql,good,file=db/migrations/001_tables.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, customer_id bigint REFERENCES customers (id));
```

```sql,good,file=db/migrations/002_drop.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;
```

## How to do it

1. Set a `lock_timeout` of a few seconds and try again when it strikes.
2. Before a DROP TABLE, drop the table's foreign keys one by one, each in a
   transaction of its own.

## When the facts are not known

A constraint that the history does not show is not reported.
)"};
static_assert(WellFormed(kInfo));

void Report(const Op& op, const ConstraintFact& fact, std::string_view table,
            const Moment& m, Sink& out) {
  const Name& other = fact.def->references();
  if (other.empty() || other.name == table || !InUse(m, other)) return;
  auto finding = out.Report(
      op.span,
      "dropping the foreign key {} of {} shuts {} too, and waits for it with "
      "no lock_timeout",
      fact.name, table, other.name);
  const Migration* from = m.history.MigrationAt(fact.born);
  if (from != nullptr && from->up != nullptr && !fact.def->span.empty()) {
    finding.Related(*from->up->source, fact.def->span,
                    "the foreign key is made here");
  }
  finding.Help("set a lock_timeout before it");
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (GivesUpWaiting(m)) return;
  if (const auto* drop = As<DropConstraint>(op)) {
    const Relation* table = m.view.Find(drop->table);
    if (table == nullptr) return;
    const ConstraintFact* fact =
        m.view.FindConstraint(*table, drop->constraint.text);
    if (fact != nullptr) Report(op, *fact, drop->table.name, m, out);
    return;
  }
  for (const Name& name : static_cast<const DropTable&>(op).tables) {
    const Relation* table = m.view.Find(name);
    if (table == nullptr) continue;
    std::vector<std::string_view> others;
    m.view.EachConstraint(*table, [&](const ConstraintFact& fact) {
      std::string_view other = fact.def->references().name;
      if (other.empty() || others.size() == 3 ||
          std::ranges::find(others, other) != others.end()) {
        return;
      }
      others.push_back(other);
      Report(op, fact, name.name, m, out);
    });
  }
}

}  // namespace

extern constexpr Rule kDropLocksReferenced =
    OnOps<Check, OpKind::kDropConstraint, OpKind::kDropTable>(kInfo);

}  // namespace interlock::sql
