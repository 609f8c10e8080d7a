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
    .id = "rollback-differs",
    .summary = "Going down does not give back the schema that was there",
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
reports what was there before and is missing or different afterwards: a default
that was not put back, a column that stays nullable, an index on other columns,
a view with another query, a label that an enum keeps, a comment, a privilege.
It also reports a down after which going up again gives another schema.

## Why is this bad?

After a rollback the old release runs on a schema that nobody tested it with.
The difference is small enough to be found weeks later.

```sql,bad,file=db/migrations/001_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
```

```sql,bad,file=db/migrations/002_change.sql
-- +goose Up
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
-- +goose Down
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;
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
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
-- +goose Down
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;
```

Tables, columns, constraints and types that the up drops and the down does not
bring back are `destructive-without-rollback`'s to report.

## How to do it

Write into the down what the earlier migration said, word by word. What cannot
be taken back, such as an enum's new label, needs `-- rollback: lossy` and a
reason.

## When the facts are not known

The rule is silent where no migration of the history goes down, where the up or
the down runs code that cannot be read, and where it touches what is older than
the history.
)"};
static_assert(WellFormed(kInfo));

std::string Sentence(const SchemaDifference& difference) {
  std::string what = Printable(difference.what);
  if (difference.kind == SchemaDifference::Kind::kLost)
    return what + " is gone";
  return what + " differs (" + difference.detail + ")";
}

void Check(const History& history, const Context&, Sink& out) {
  for (const ReversalVerdict& one : history.reversals) {
    bool proven = one.verdict != Reversal::kUnknown && !one.declared_lossy &&
                  one.down == DownState::kPresent && history.rollbacks.empty();
    if (!proven) continue;
    auto said = SaidElsewhere(history, *one.migration);
    std::vector<std::string> sentences;
    bool other = false;
    for (const SchemaDifference& difference : one.differences) {
      other |= difference.kind == SchemaDifference::Kind::kLeftOver;
      if (difference.kind != SchemaDifference::Kind::kLost &&
          difference.kind != SchemaDifference::Kind::kDifferent) {
        continue;
      }
      std::string_view name = difference.what;
      name.remove_prefix(std::min(name.rfind(' ') + 1, name.size()));
      other = true;
      if (std::ranges::find(said, name) != said.end()) continue;
      sentences.push_back(Sentence(difference));
    }
    if (sentences.empty() && (one.stable || other)) continue;
    if (sentences.empty()) {
      sentences.push_back("going up again gives another schema");
    }
    size_t more = sentences.size() > 3 ? sentences.size() - 3 : 0;
    sentences.resize(sentences.size() - more);
    std::string all = Join(sentences, "; ");
    if (more > 0) all += fmt::format("; and {} more", more);
    const SqlFile& down = *one.migration->down;
    out.ReportIn(*down.source, DownSpan(*one.migration, down),
                 "after going up and down, {}", all)
        .Help("put it back as it was, or say: -- rollback: lossy <reason>");
  }
}

}  // namespace

extern constexpr Rule kRollbackDiffers = On<History, Check>(kInfo);

}  // namespace interlock::sql
