// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/sql/held_locks.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kInt, "3",
     "How many tables a transaction may lock before it is reported"},
};

constexpr RuleInfo kInfo{
    .id = "tables-locked-together",
    .summary = "One transaction locks many tables that are in use",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "transaction",
    .peers =
        "online_migrations:multiple_foreign_keys pgfence:wide-lock-window "
        "postgres-language-server:avoidWideLockWindow",
    .options = kOptions,
    .docs = R"(
## What it does

Reports a transaction that gathers locks which block writes on more than three
tables (option `max`) that were there before the file. The finding stands at
the statement that goes beyond; the others are its related places.

## Why is this bad?

Each lock is kept until COMMIT, so the first table waits for all that follows,
and every wait for one of the locks is a wait for all tables together. A
transaction of the application that takes the same tables in another order
makes a deadlock, and the server ends one of the two.

```sql,bad
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE customers ADD COLUMN region text;
ALTER TABLE invoices ADD COLUMN region text;
ALTER TABLE shipments ADD COLUMN region text;
COMMIT;
```

```sql,good
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE customers ADD COLUMN region text;
ALTER TABLE invoices ADD COLUMN region text;
ALTER TABLE shipments ADD COLUMN region text;
```

## How to do it

1. Change each table in a transaction of its own: a file of its own, where the
   framework wraps files.
2. Where they must change together, lock the tables first, in the order in
   which the application does, with a `lock_timeout`.

## When the facts are not known

Tables that the history does not create count as tables in use.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile&, const Context& context, Sink& out) {
  if (context.moments == nullptr) return;
  const Moments& moments = *context.moments;
  bool locks = moments.AnyInTransaction() &&
               std::ranges::any_of(moments.kinds(), MayBlockWrites);
  if (!locks) return;
  auto max = static_cast<size_t>(
      std::clamp<int64_t>(context.options.Int("max"), 0, 32));
  HeldLocks held;
  uint32_t reported = UINT32_MAX;
  ForEachMoment(moments, [&](const Op& op, const Moment& m) {
    held.Before(m);
    held.After(m);
    if (held.locks().size() <= max) return;
    if (reported == m.transaction.serial()) return;
    reported = m.transaction.serial();
    auto finding = out.Report(
        op.span, "this transaction now blocks {} tables at once, until it ends",
        held.locks().size());
    for (const HeldLock& one : held.locks()) {
      if (one.op == &op) continue;
      finding.Related(
          *m.file.source, one.op->span,
          fmt::format("takes {} on {}", NameOf(one.lock), one.name.name));
    }
    finding.Help("change each table in a transaction of its own");
  });
}

}  // namespace

extern constexpr Rule kTablesLockedTogether = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
