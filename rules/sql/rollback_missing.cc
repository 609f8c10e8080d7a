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
    .id = "rollback-missing",
    .summary = "A migration cannot be taken back, unlike its neighbours",
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

Reports a migration that changes the schema and has no down, in a history in
which at least half of the migrations have one.

## Why is this bad?

Whoever rolls the release back finds that the tool stops here, at the worst
moment. Runners that go down one step at a time cannot even reach the steps
below.

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

Write the reverse. Where there is none, say so in the migration:
`-- rollback: lossy` and the reason.

## When the facts are not known

The rule is silent where no migration of the history goes down, where the up or
the down runs code that cannot be read, and where it touches what is older than
the history.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context&, Sink& out) {
  if (history.reversals.empty() || !history.rollbacks.empty()) return;
  size_t present = 0;
  for (const ReversalVerdict& one : history.reversals) {
    present += one.down != DownState::kMissing ? 1u : 0u;
  }
  if (present * 2 < history.reversals.size()) return;
  for (const ReversalVerdict& one : history.reversals) {
    const Migration& migration = *one.migration;
    bool missing = one.down == DownState::kMissing &&
                   one.verdict == Reversal::kIrreversible;
    if (!missing || one.declared_lossy) continue;
    if (BaseName(migration.path).starts_with("R__")) continue;
    if (!SaidElsewhere(history, migration).empty()) continue;
    const Source& source = *migration.up->source;
    out.ReportIn(source, HeadOf(source.text()),
                 "nothing takes this migration back")
        .Help(
            "write the reverse, or say why there is none: -- rollback: lossy "
            "<reason>");
  }
}

}  // namespace

extern constexpr Rule kRollbackMissing = On<History, Check>(kInfo);

}  // namespace interlock::sql
