// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/effects.h"
#include "analyzers/sql/held_locks.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "explicit-table-lock",
    .summary = "LOCK TABLE blocks a table that is in use until COMMIT",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewestNotes,
    .tags = "transaction",
    .peers = "migrationpilot:MP065",
    .docs = R"(
## What it does

Reports LOCK TABLE in a mode that blocks writes, on a table that was there
before the file.

## Why is this bad?

Without a mode it takes ACCESS EXCLUSIVE, which stops even readers, and keeps it
until the transaction ends. What runs meanwhile is what everybody waits for.

```sql,bad
BEGIN;
LOCK TABLE orders;
INSERT INTO order_totals SELECT id, total FROM orders;
COMMIT;
```

```sql,good
BEGIN;
LOCK TABLE orders IN ROW SHARE MODE;
COMMIT;
```

## How to do it

1. Leave it out where the statements that follow take the lock they need.
2. Where two steps must see the same rows, use REPEATABLE READ.
3. Else take the weakest mode that serves, NOWAIT or under a `lock_timeout`, as
   the last thing before COMMIT.

## When the facts are not known

A table that the history does not create is taken for one in use.
)"};
static_assert(WellFormed(kInfo));

void Check(const LockTable& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  Lock lock = LockNamed(op.mode);
  if (!BlocksWrites(lock) || !m.InTransaction()) return;
  for (const Name& name : op.tables) {
    if (!IsInUse(m, m.view.Find(name))) continue;
    out.Report(name.span, "{} of {} are blocked from here to COMMIT",
               BlocksReads(lock) ? "reads and writes" : "writes", name.name)
        .Help("take a weaker mode, or let the statements lock what they need");
    return;
  }
}

}  // namespace

extern constexpr Rule kExplicitTableLock = On<LockTable, Check>(kInfo);

}  // namespace interlock::sql
