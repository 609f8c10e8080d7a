// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "disable-trigger",
    .summary = "A trigger of a table in use is switched off for everybody",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "data",
    .peers =
        "migrationpilot:MP090 pgfence:disable-trigger "
        "pgls:disableTrigger safe-migrate:disable-trigger",
    .docs = R"(
## What it does

Reports `ALTER TABLE ... DISABLE TRIGGER` on a table that was there before the
migration, unless the same transaction enables it again.

## Why is this bad?

The trigger is off for every session, not for the migration alone. Rows that
the application writes meanwhile miss what the trigger does: audit lines,
computed columns; with `ALL` also the checks of foreign keys, which nothing
makes up for. Inside one transaction the SHARE ROW EXCLUSIVE lock keeps other
writers out until COMMIT, so nothing slips through.

```sql,bad
ALTER TABLE orders DISABLE TRIGGER orders_audit;
```

```sql,good
BEGIN;
ALTER TABLE orders DISABLE TRIGGER orders_audit;
UPDATE orders SET note = 'x' WHERE id = 7;
ALTER TABLE orders ENABLE TRIGGER orders_audit;
COMMIT;
```

## How to do it

1. Better, let the trigger decide: `WHEN (current_setting('app.skip_audit',
   true) IS DISTINCT FROM 'on')`, and set that in the migration's own session.
2. Or disable, change and enable in one transaction, as short as can be.
3. To be rid of the trigger for good, drop it.

## When the facts are not known

A table that the history does not create is taken for one in use; confidence is
then medium.
)"};
static_assert(WellFormed(kInfo));

bool Disables(TableChange change) {
  return change == TableChange::kDisableTrigger ||
         change == TableChange::kDisableTriggerAll ||
         change == TableChange::kDisableTriggerUser;
}
bool Enables(TableChange change) {
  return change == TableChange::kEnableTrigger ||
         change == TableChange::kEnableAlwaysTrigger ||
         change == TableChange::kEnableReplicaTrigger ||
         change == TableChange::kEnableTriggerAll ||
         change == TableChange::kEnableTriggerUser;
}

struct Open {
  const AlterTable* op;
  const Relation* table;
  const History* history;
  uint32_t transaction;  // 0: none
};

void Report(const Open& open, std::string_view why, Sink& out) {
  const AlterTable& op = *open.op;
  auto finding = out.Report(
      op.span, "{} of {} {} off for every session{}",
      op.argument.empty() ? std::string_view("triggers") : op.argument.text,
      op.table.name, op.argument.empty() ? "are" : "is", why);
  finding.Help("disable, change and enable in one transaction");
  ShowOrigin(finding, *open.history, open.table);
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::vector<Open> open;
  ForEachOp<AlterTable>(
      file, context, [&](const AlterTable& op, const Moment& m) {
        uint32_t in = m.InTransaction() ? m.transaction.serial() + 1 : 0;
        if (Disables(op.change)) {
          if (!InUse(m, op.table) || open.size() > 1000) return;
          open.push_back({&op, m.view.Find(op.table), &m.history, in});
        } else if (Enables(op.change)) {
          std::erase_if(open, [&](const Open& one) {
            bool same = one.op->table.name == op.table.name &&
                        one.op->table.schema == op.table.schema &&
                        (op.argument.empty() || one.op->argument.empty() ||
                         op.argument.text == one.op->argument.text);
            if (!same) return false;
            if (in == 0 || one.transaction != in) {
              Report(one, " until it is enabled again", out);
            }
            return true;
          });
        }
      });
  for (const Open& one : open) Report(one, ", and stays off", out);
}

}  // namespace

extern constexpr Rule kDisableTrigger = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
