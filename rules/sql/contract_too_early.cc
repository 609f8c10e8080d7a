// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "analyzers/sql/plan.h"
#include "core/text.h"
#include "rules/sql/pack.h"
#include "rules/sql/plans.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "contract-too-early",
    .summary = "A migration contracts too soon after the one that expanded",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "plan compatibility",
    .docs = R"(
## What it does

Compares the days of the phases "expand" and "contract" of a migration plan, and
of migrations that call themselves `expand` and `contract` and share the rest of
their name. `migrations.contract_days` of the config says how many days must lie
between; 7 unless stated. The day is the one that a migration's name begins
with, else the one that the plan states.

## Why is this bad?

A rollback to the release before the expand needs what the contract drops. As
long as such a rollback is thinkable, the old shape has to stay.

```markdown,bad,file=docs/migrations/plan.md
- Change type: replace a column
- Owner and on-call: @acme/data
1. Expand: `20250901_expand.sql`
2. Dual write: flag `dual_write_orders`
3. Contract: `20250904_drop_total.sql`
```

```sql,bad,file=db/migrations/20250801_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,bad,file=db/migrations/20250901_expand.sql
ALTER TABLE orders ADD COLUMN new_total bigint;
```

```sql,bad,file=db/migrations/20250904_drop_total.sql
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

Move the contracting migration to a later release, and give it a name of that
day.

## When the facts are not known

A phase without a day, in the plan or in a migration's name, is not judged.
)"};
static_assert(WellFormed(kInfo));

struct Step {
  const Migration* migration = nullptr;
  std::optional<Date> day;
  Span span;  // in the plan
};

std::vector<Step> StepsOf(const MigrationPlan& plan, Phase phase,
                          const History& history) {
  std::vector<Step> steps;
  for (const PlanPhase& one : plan.phases) {
    if (one.phase != phase) continue;
    bool any = false;
    for (const PlanWord& file : one.files) {
      for (const Migration& migration : history.migrations) {
        if (!migration.path.ends_with(file.text)) continue;
        auto day = DateOf(migration.version);
        steps.push_back({&migration, day ? day : one.date, file.span});
        any = true;
      }
    }
    if (!any && one.date) steps.push_back({nullptr, one.date, one.span});
  }
  return steps;
}

void Judge(const Step& expand, const Step& contract, const Source* plan,
           int days, Sink& out) {
  if (!expand.day || !contract.day) return;
  int apart = contract.day->DaysSince(*expand.day);
  if (apart < 0 || apart >= days) return;
  const Source* source = plan;
  Span span = contract.span;
  if (contract.migration != nullptr && contract.migration->up != nullptr) {
    source = contract.migration->up->source;
    span = HeadOf(source->text());
  }
  if (source == nullptr) return;
  auto finding =
      out.ReportIn(*source, span, "this contracts {} {} after the expand",
                   apart, apart == 1 ? "day" : "days");
  finding.Help("wait at least {} days: until then a rollback needs the old one",
               days);
  if (plan != nullptr && plan != source) {
    finding.Related(*plan, contract.span, "planned here");
  }
}

// "20250901_expand_totals" and "20250904_contract_totals" share "totals".
std::string RestOfName(const Migration& migration, std::string_view word) {
  std::string name = AsciiLower(migration.version);
  size_t at = name.find(word);
  if (at == name.npos) return {};
  std::string rest = name.substr(at + word.size());
  while (!rest.empty() && (rest[0] == '_' || rest[0] == '-')) rest.erase(0, 1);
  return rest;
}

void Check(const History& history, const Context& context, Sink& out) {
  if (history.lone) return;
  int days = history.settings.contract_days;
  for (const MigrationPlan& plan : PlansOf(context.project)) {
    auto expands = StepsOf(plan, Phase::kExpand, history);
    for (const Step& contract : StepsOf(plan, Phase::kContract, history)) {
      const Step* last = nullptr;
      for (const Step& one : expands) {
        bool later = last == nullptr || (one.day && last->day &&
                                         one.day->DaysSince(*last->day) > 0);
        if (later) last = &one;
      }
      if (last != nullptr) Judge(*last, contract, plan.source, days, out);
    }
  }
  std::map<std::string, const Migration*> expands;
  for (const Migration& migration : history.migrations) {
    std::string rest = RestOfName(migration, "expand");
    if (!rest.empty()) expands[rest] = &migration;
    rest = RestOfName(migration, "contract");
    auto at = expands.find(rest);
    if (rest.empty() || at == expands.end()) continue;
    Judge({at->second, DateOf(at->second->version), {}},
          {&migration, DateOf(migration.version), {}}, nullptr, days, out);
  }
}

}  // namespace

extern constexpr Rule kContractTooEarly = On<History, Check>(kInfo);

}  // namespace interlock::sql
