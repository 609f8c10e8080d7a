// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/moment.h"
#include "analyzers/sql/order.h"
#include "analyzers/sql/plan.h"
#include "analyzers/sql/reversibility.h"
#include "analyzers/sql/targets.h"
#include "core/text.h"
#include "rules/sql/pack.h"
#include "rules/sql/plans.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "contract-undeclared",
    .summary =
        "A migration takes something away and is not declared to contract",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "plan compatibility",
    .peers = "atlas:DS103 pgroll:contract",
    .docs = R"(
## What it does

Where migrations are planned to expand and contract, reports those that take
something away from running code without being declared: they drop or rename a
table or column, narrow a type, or set NOT NULL, and neither a migration plan
names them in its phase "contract" nor do they call themselves one, by their
name or by a comment that begins with "contract".

## Why is this bad?

The release before is still running while the next one starts, and it comes back
in a rollback. What contracts must therefore wait until nobody needs the old
shape. A migration that contracts unannounced goes out with its release.

```markdown,bad,file=docs/migrations/plan.md
- Change type: replace a column
- Owner and on-call: @acme/data
1. Expand: `20250901_expand.sql`
2. Dual write: flag `dual_write_orders`
3. Contract: `20250910_drop_total.sql`
```

```sql,bad,file=db/migrations/20250801_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,bad,file=db/migrations/20250901_expand.sql
ALTER TABLE orders ADD COLUMN new_total bigint;
```

```sql,bad,file=db/migrations/20250905_tidy.sql
ALTER TABLE orders DROP COLUMN note;
```

```sql,bad,file=db/migrations/20250910_drop_total.sql
ALTER TABLE orders DROP COLUMN total;
```

```markdown,good,file=docs/migrations/plan.md
- Change type: replace a column
- Owner and on-call: @acme/data
1. Expand: `20250901_expand.sql`
2. Dual write: flag `dual_write_orders`
3. Contract: `20250910_drop_total.sql`
```

```sql,good,file=db/migrations/20250801_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,good,file=db/migrations/20250901_expand.sql
ALTER TABLE orders ADD COLUMN new_total bigint;
```

```sql,good,file=db/migrations/20250910_drop_total.sql
ALTER TABLE orders DROP COLUMN total;
```

## How to do it

Split it: what adds goes out now; what takes away goes into a migration of its
own, named in the plan, some releases later.

## When the facts are not known

The rule is silent in a history where no plan names a migration and no migration
calls itself a contract or an expand.
)"};
static_assert(WellFormed(kInfo));

bool Named(const std::vector<MigrationPlan>& plans, const Migration& migration,
           std::string_view version) {
  for (const MigrationPlan& plan : plans) {
    for (const PlanPhase& phase : plan.phases) {
      if (phase.phase != Phase::kContract) continue;
      for (const PlanWord& file : phase.files) {
        if (migration.path.ends_with(file.text)) return true;
        if (version == file.text) return true;
      }
    }
  }
  return false;
}

bool Practised(const std::vector<MigrationPlan>& plans,
               const History& history) {
  for (const MigrationPlan& plan : plans) {
    for (const PlanPhase& phase : plan.phases) {
      if (!phase.files.empty()) return true;
    }
  }
  return std::ranges::any_of(history.migrations, [](const Migration& one) {
    return CallsItself(one, "contract");
  });
}

// What the op takes away, as a verb; empty when nothing.
std::string_view Contracts(const Op& op, const View& view, Time first) {
  auto old = [&](const Name& name) {
    const Relation* table = view.Find(name);
    if (table == nullptr || table->assumed) return true;
    return table->persistence != Persistence::kTemporary && table->born < first;
  };
  if (const auto* drop = As<DropColumn>(op)) {
    return old(drop->table) ? "drops a column of" : "";
  }
  if (const auto* drop = As<DropTable>(op)) {
    bool any = std::ranges::any_of(drop->tables, old);
    return any && !drop->if_exists ? "drops" : "";
  }
  if (const auto* rename = As<RenameColumn>(op)) {
    return old(rename->table) ? "renames a column of" : "";
  }
  if (const auto* rename = As<RenameTable>(op)) {
    return old(rename->table) ? "renames" : "";
  }
  if (const auto* set = As<SetNotNull>(op)) {
    return old(set->table) ? "sets NOT NULL in" : "";
  }
  const auto* alter = As<AlterColumnType>(op);
  if (alter == nullptr || !old(alter->table)) return "";
  const Relation* table = view.Find(alter->table);
  if (table == nullptr) return "";
  auto column = view.FindColumn(*table, alter->column.text);
  bool narrows =
      column && LosesValues(column->type, alter->type) == Answer::kYes;
  return narrows ? "narrows a column of" : "";
}

std::string_view TableOf(const Op& op) {
  std::string_view name;
  ForEachTarget(op, [&](const Name& one) {
    if (name.empty()) name = one.name;
  });
  return name;
}

void Check(const History& history, const Context& context, Sink& out) {
  if (history.lone) return;
  auto plans = PlansOf(context.project);
  if (!Practised(plans, history)) return;
  for (const Migration& migration : history.migrations) {
    if (migration.up == nullptr || CallsItself(migration, "contract")) continue;
    if (Named(plans, migration, migration.version)) continue;
    const Op* first = nullptr;
    std::string_view verb;
    size_t more = 0;
    const SqlFile& file = *migration.up;
    auto each = [&](size_t at) {
      const Op& op = *file.ops[at];
      if (file.GoesDown(op)) return;
      View before =
          history.catalog.At(migration.TimeOf(static_cast<uint32_t>(at)));
      std::string_view one = Contracts(op, before, migration.first);
      if (one.empty()) return;
      if (first == nullptr) {
        first = &op;
        verb = one;
      } else {
        ++more;
      }
    };
    EachPlaceOf<DropColumn, DropTable, RenameColumn, RenameTable, SetNotNull,
                AlterColumnType>(file.op_kinds, each);
    if (first == nullptr) continue;
    out.ReportIn(*migration.up->source, first->span,
                 "this {} {}{}, and is not declared to contract", verb,
                 Printable(TableOf(*first)),
                 more == 0 ? std::string()
                           : fmt::format(" and does {} more of the kind", more))
        .Help(
            "move it into a migration that the plan names in its phase "
            "contract");
  }
}

}  // namespace

extern constexpr Rule kContractUndeclared = On<History, Check>(kInfo);

}  // namespace interlock::sql
