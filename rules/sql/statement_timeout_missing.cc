// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/held_locks.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "statement-timeout-missing",
    .summary = "A strong lock is taken with nothing that bounds its duration",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "timeout",
    .peers =
        "squawk:require-timeout-settings pgfence:missing-statement-timeout "
        "migrationpilot:MP020",
    .docs = R"(
## What it does

Looks at the newest migration of a history that takes a lock which blocks
writes on a table that was there before, and reports the first such statement
for which neither `statement_timeout` nor, on PostgreSQL 17 and later,
`transaction_timeout` is in effect. Off unless pedantic findings are asked for.

## Why is this bad?

`lock_timeout` bounds the wait for a lock, not the time for which it is held. A
statement that turns out to be slow blocks the table until somebody cancels it.

```sql,bad
ALTER TABLE orders ADD COLUMN note text;
```

```sql,good
SET statement_timeout = '1min';
ALTER TABLE orders ADD COLUMN note text;
```

## How to do it

Set it to the longest time for which the table may stand still. Set it to 0
where CREATE INDEX CONCURRENTLY runs, which may take hours and blocks nobody.

## When the facts are not known

Timeouts of the runner, the role and the database count when they are named in
`postgresql.settings`.
)"};
static_assert(WellFormed(kInfo));

bool IsBounded(const Moment& m) {
  if (m.settings.statement_timeout().bounded()) return true;
  return m.pg_version() >= 17 &&
         m.settings.Get(TimeoutKind::kTransaction).bounded();
}

void Check(const History& history, const Context&, Sink& out) {
  const auto& migrations = history.migrations;
  bool done = false;
  for (auto at = migrations.rbegin(); at != migrations.rend() && !done; ++at) {
    bool reported = false;
    ForEachMoment(history, *at, [&](const Op& op, const Moment& m) {
      if (reported) return;
      const RelationEffect* item = LockedInUse(m);
      if (item == nullptr) return;
      done = true;
      if (IsBounded(m)) return;
      reported = true;
      out.ReportIn(*m.file.source, op.span,
                   "{} on {} is held for as long as this takes",
                   NameOf(item->lock), item->name.name)
          .Help("set a statement_timeout before it");
    });
  }
}

}  // namespace

extern constexpr Rule kStatementTimeoutMissing = On<History, Check>(kInfo);

}  // namespace interlock::sql
