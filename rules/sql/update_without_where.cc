// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/locked_work.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "update-without-where",
    .summary = "UPDATE or DELETE of every row of a table at once",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "data backfill",
    .peers =
        "pgfence:update-in-migration migrationpilot:MP067 pgrubic:GN022 "
        "pgrubic:GN023 eugene:E4",
    .docs = R"(
## What it does

Reports an UPDATE or DELETE without WHERE on a table that was there before the
migration. Where an earlier statement's lock is held meanwhile,
`work-while-locked` reports the statement instead.

## Why is this bad?

Every row is locked until the statement commits, so that each writer waits, and
the table is written a second time: an UPDATE leaves a dead copy of each row
behind. Replicas fall back by as much.

```sql,bad
UPDATE orders SET status = 'new';
```

```sql,good
UPDATE orders SET status = 'new' WHERE status IS NULL AND id < 10000;
```

## How to do it

Update in batches by key, each in a transaction of its own, outside of the
migration. To empty a table, use TRUNCATE, knowing that it locks all out.

## When the facts are not known

A table that the history does not create is taken for one with rows. A table
made by the same file is not reported.
)"};
static_assert(WellFormed(kInfo));

void Report(const Moment& m, const Name& name, std::string_view act,
            Sink& out) {
  if (m.IsNew(name)) return;
  const Relation* table = m.view.Find(name);
  if (table != nullptr && table->persistence == Persistence::kTemporary) return;
  auto finding = out.Report(
      m.op.span, "this {} every row of {} in one transaction", act, name.name);
  finding.Sized(m.EstimateOf(name, Work::kRows));
  if (table == nullptr || table->assumed) finding.Sure(Confidence::kMedium);
  finding.Help("go through {} in batches by key, outside of the migration",
               name.name);
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool changes =
      file.kinds.Has(OpKind::kUpdate) || file.kinds.Has(OpKind::kDelete);
  if (!changes) return;
  if (context.moments == nullptr) return;
  // work-while-locked says the worse of the others.
  EachUnlocked<Update, Delete>(*context.moments, [&](const Moment& m) {
    const auto* update = As<Update>(m.op);
    const auto* remove = As<Delete>(m.op);
    if (update != nullptr && !update->has_where) {
      Report(m, update->table, "updates", out);
    } else if (remove != nullptr && !remove->has_where) {
      Report(m, remove->table, "deletes", out);
    }
  });
}

}  // namespace

extern constexpr Rule kUpdateWithoutWhere = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
