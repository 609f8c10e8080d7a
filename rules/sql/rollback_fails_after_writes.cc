// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/reversibility.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rollback-fails-after-writes",
    .summary = "A rollback that rows written since may refuse",
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

Reports statements of a down that succeed on the rows of today and may fail on
rows written after the migration: NOT NULL that comes back, a unique or other
constraint that comes back, a NOT NULL column without a default. A statement
before it in the same down that updates the table, or NOT VALID, settles it.

## Why is this bad?

A rollback is tried on an empty database and works. When it is needed, the new
release has written rows that the old rule refuses: nulls, duplicates. The
rollback stops half way.

```sql,bad,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,bad,file=db/migrations/002_change.sql
-- +goose Up
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 1;
ALTER TABLE orders ALTER COLUMN state DROP NOT NULL;
-- +goose Down
ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
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
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 1;
ALTER TABLE orders ALTER COLUMN state DROP NOT NULL;
-- +goose Down
UPDATE orders SET state = 1 WHERE state IS NULL;
ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
ALTER TABLE orders DROP COLUMN state;
```

## How to do it

Mend the rows first: `UPDATE orders SET state = ... WHERE state IS NULL`, then
SET NOT NULL. Bring a constraint back NOT VALID. Give a column a default.

## When the facts are not known

Only what the down itself says is looked at. Tables that the down creates are
left alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context&, Sink& out) {
  for (const ReversalVerdict& one : history.reversals) {
    if (one.declared_lossy && !one.reason.empty()) continue;
    for (const RiskyStatement& risky : one.risky) {
      auto finding = out.ReportIn(*one.migration->down->source, risky.op->span,
                                  "this rollback may be refused: {}",
                                  Printable(risky.why));
      finding.Help("mend the rows first, or add it NOT VALID");
      // Any row at all makes that one fail; the others need bad luck.
      if (risky.op->kind != OpKind::kAddColumn) finding.At(Severity::kNote);
    }
  }
}

}  // namespace

extern constexpr Rule kRollbackFailsAfterWrites = On<History, Check>(kInfo);

}  // namespace interlock::sql
