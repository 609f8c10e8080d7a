// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-table",
    .summary = "A table is dropped that the running release may still use",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility data-loss",
    .peers =
        "squawk:ban-drop-table strong_migrations:drop_table "
        "online_migrations:drop_table atlas:DS102 pgfence:drop-table "
        "pgls:banDropTable migrationpilot:MP026 "
        "diesel-guard:DropTableCheck "
        "django-migration-linter:DROP_TABLE pgrubic:US021",
    .docs = R"(
## What it does

Reports `DROP TABLE` of a table that was there before the migration. Partitions
are the business of drop-partition-locks-parent.

## Why is this bad?

The release before runs on during the rollout, and again after a rollback; each
of its queries on the table fails. ACCESS EXCLUSIVE is taken on the table and
on each table that its foreign keys point at, so that the drop also queues
behind their readers. The rows are gone at once.

```sql,bad
DROP TABLE orders;
```

A table that makes room for another of the same name is not reported:

```sql,good
CREATE TABLE orders_new (id bigint PRIMARY KEY);
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
```

## How to do it

1. Ship a release that no longer uses the table.
2. Wait until nobody would roll back beyond it; `pg_stat_user_tables` shows
   whether anything still reads the table.
3. Drop its foreign keys one by one, each with a `lock_timeout`.
4. Keep a copy of what must not be lost, then drop the table.

## When the facts are not known

A table that the history does not create is taken for one in use; confidence is
then medium. A table that the history proves to be missing is not reported.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::unordered_set<std::string_view> taken;
  bool asked = false;
  ForEachOp<DropTable>(
      file, context, [&](const DropTable& op, const Moment& m) {
        if (!asked) taken = NamesTakenAgain(file);
        asked = true;
        std::vector<std::string_view> names;
        const Relation* known = nullptr;
        bool unknown = false;
        auto missing = op.if_exists ? IfMissing::kSkips : IfMissing::kFails;
        for (const Name& name : op.tables) {
          const Relation* table = m.view.Find(name);
          bool left = InUse(m, name, missing) &&
                      PartitionedBy(m, table) == nullptr &&
                      !taken.contains(name.name);
          if (!left) continue;
          names.push_back(name.name);
          if (table == nullptr || table->assumed) {
            unknown = true;
          } else {
            known = table;
          }
        }
        if (names.empty()) return;
        auto finding = out.Report(
            op.span, "{} {} dropped while the running release may still use {}",
            Listed(names), names.size() == 1 ? "is" : "are",
            names.size() == 1 ? "it" : "them");
        finding.Help("ship a release that does not use it first, drop later");
        ShowOrigin(finding, m.history, unknown ? nullptr : known);
      });
}

}  // namespace

extern constexpr Rule kDropTable = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
