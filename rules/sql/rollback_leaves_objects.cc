// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/reversibility.h"
#include "core/text.h"
#include "rules/sql/pack.h"
#include "rules/sql/reversals.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rollback-leaves-objects",
    .summary = "Going down leaves something behind that going up made",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .scope = Scope::kNewest,
    .tags = "rollback",
    .peers =
        "migrationpilot:reversibility safe-migrate:irreversible-migration "
        "strong_migrations:check_down",
    .docs = R"(
## What it does

Applies a migration and then its down to the schema that the history makes, and
reports what exists afterwards and did not exist before: tables, columns,
indexes, constraints, views, functions, triggers, policies, types, sequences.

## Why is this bad?

Going up again fails, because the thing exists already. Until then it costs: an
index that nobody asked for slows each write, a constraint refuses rows that the
old release means to write.

```sql,bad,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,bad,file=db/migrations/002_change.sql
-- +goose Up
ALTER TABLE orders ADD COLUMN state text;
CREATE INDEX orders_total ON orders (total);
-- +goose Down
ALTER TABLE orders DROP COLUMN state;
```

```sql,good,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,good,file=db/migrations/002_change.sql
-- +goose Up
ALTER TABLE orders ADD COLUMN state text;
CREATE INDEX orders_total ON orders (total);
-- +goose Down
DROP INDEX orders_total;
ALTER TABLE orders DROP COLUMN state;
```

What goes by itself with something else is no left-over: dropping a column drops
its indexes.

## How to do it

Drop in the down, in reverse order, what the up creates. Values that were added
to an enum cannot be dropped; `rollback-differs` reports those.

## When the facts are not known

The rule is silent where no migration of the history goes down, where the up or
the down runs code that cannot be read, and where it touches what is older than
the history.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context&, Sink& out) {
  for (const ReversalVerdict& one : history.reversals) {
    if (one.verdict != Reversal::kIrreversible || one.declared_lossy) continue;
    if (one.down != DownState::kPresent || !history.rollbacks.empty()) continue;
    std::vector<std::string> names;
    for (const SchemaDifference& difference : one.differences) {
      if (difference.kind != SchemaDifference::Kind::kLeftOver) continue;
      names.push_back(Printable(difference.what));
    }
    if (names.empty()) continue;
    size_t more = names.size() > 4 ? names.size() - 4 : 0;
    names.resize(names.size() - more);
    std::string all = Join(names, ", ");
    if (more > 0) all += fmt::format(" and {} more", more);
    const SqlFile& down = *one.migration->down;
    out.ReportIn(*down.source, DownSpan(*one.migration, down),
                 "going down leaves {} behind", all)
        .Help("drop it here: going up again would find it in its way");
  }
}

}  // namespace

extern constexpr Rule kRollbackLeavesObjects = On<History, Check>(kInfo);

}  // namespace interlock::sql
