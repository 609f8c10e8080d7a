// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "analyzers/sql/reversibility.h"
#include "core/text.h"
#include "rules/sql/pack.h"
#include "rules/sql/reversals.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rollback-empty",
    .summary = "What should take a migration back does nothing",
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

Reports a down that holds no statement, of a migration that changes the schema.

## Why is this bad?

The runner takes it for done: it marks the migration as taken back while all of
it is still there. Going up again then fails, since everything exists already.

```sql,bad,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,bad,file=db/migrations/002_change.sql
-- +goose Up
CREATE INDEX orders_total ON orders (total);
-- +goose Down
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
CREATE INDEX orders_total ON orders (total);
-- +goose Down
DROP INDEX orders_total;
```

## How to do it

Write the reverse. Where there is none, let the down fail on purpose, or say
`-- rollback: lossy` and the reason in it.

## When the facts are not known

The rule is silent where no migration of the history goes down, where the up or
the down runs code that cannot be read, and where it touches what is older than
the history.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context&, Sink& out) {
  for (const ReversalVerdict& one : history.reversals) {
    const Migration& migration = *one.migration;
    bool empty =
        one.down == DownState::kEmpty && one.verdict == Reversal::kIrreversible;
    if (!empty || one.declared_lossy || !history.rollbacks.empty()) continue;
    if (!SaidElsewhere(history, migration).empty()) continue;
    const Source& source = *migration.down->source;
    out.ReportIn(source, HeadOf(source.text()),
                 "what takes {} back does nothing",
                 Printable(BaseName(migration.path)))
        .Help(
            "write the reverse, or say why there is none: -- rollback: lossy "
            "<reason>");
  }
}

}  // namespace

extern constexpr Rule kRollbackEmpty = On<History, Check>(kInfo);

}  // namespace interlock::sql
