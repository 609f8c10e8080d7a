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

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rollback-lossy-undeclared",
    .summary = "Going down restores the schema but not what it held",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "rollback data-loss",
    .peers =
        "migrationpilot:reversibility safe-migrate:irreversible-migration "
        "strong_migrations:check_down",
    .docs = R"(
## What it does

Reports a migration whose down brings the schema back while rows or values are
gone: a column or table that is dropped and made anew, rows that are deleted, a
type that held more than the new one. A migration that says so is left alone:

```sql,good,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,good,file=db/migrations/002_change.sql
-- +goose Up
-- rollback: lossy notes moved to the archive, which is kept for a year
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_note ON orders (note);
```

## Why is this bad?

The rollback runs without an error, so it looks like a way back. It is none for
the data. Whoever decides at night whether to roll back must know that before.

```sql,bad,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,bad,file=db/migrations/002_change.sql
-- +goose Up
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_note ON orders (note);
```

## How to do it

Copy what goes before it goes, and fill it in again in the down with INSERT or
UPDATE. Or say `-- rollback: lossy` and the reason, in the migration or its
down.

## When the facts are not known

The rule is silent where no migration of the history goes down, where the up or
the down runs code that cannot be read, and where it touches what is older than
the history.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context&, Sink& out) {
  for (const ReversalVerdict& one : history.reversals) {
    if (one.verdict != Reversal::kLossy) continue;
    if (one.down != DownState::kPresent || !history.rollbacks.empty()) continue;
    if (one.declared_lossy && !one.reason.empty()) continue;
    std::vector<std::string> names;
    for (const SchemaDifference& difference : one.differences) {
      if (difference.kind == SchemaDifference::Kind::kEmptied) {
        names.push_back(Printable(difference.what));
      }
    }
    for (const std::string& rows : one.lost_rows) {
      names.push_back(Printable(rows));
    }
    if (names.empty()) continue;
    size_t more = names.size() > 4 ? names.size() - 4 : 0;
    names.resize(names.size() - more);
    std::string all = Join(names, ", ");
    if (more > 0) all += fmt::format(" and {} more", more);
    const Source& source = *one.migration->up->source;
    auto finding =
        out.ReportIn(source, HeadOf(source.text()),
                     "going down does not bring back what {} held", all);
    if (one.declared_lossy) {
      finding.Help("give the reason: -- rollback: lossy <reason>");
    } else {
      finding.Help("fill it in again, or say: -- rollback: lossy <reason>");
    }
  }
}

}  // namespace

extern constexpr Rule kRollbackLossyUndeclared = On<History, Check>(kInfo);

}  // namespace interlock::sql
