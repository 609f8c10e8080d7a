// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
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
    .id = "plan-unfilled",
    .summary = "A migration plan with parts that nobody filled in",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "plan",
    .docs = R"(
## What it does

Reads migration plans (`**/migration-plan.md`, `**/migrations/plan.md`, and what
`migrations.plan` of the config names) and reports the labels whose answer is
missing or still the template's hint: nothing, `(low, medium, high)`, `<name>`,
TBD. A plan into which nobody wrote anything is a template: a note says so.

## Why is this bad?

The plan is what whoever is on call reads when the change goes wrong. A
rollback that reads (flags to turn) tells nobody which flag to turn.

```markdown,bad,file=docs/migrations/plan.md
- Change type: replace a column
- Owner and on-call: @acme/data
1. Expand: `20250901_expand.sql`
2. Dual write: flag `dual_write_orders`
3. Contract: `20250910_drop_total.sql`
- Rollback: (flags to turn)
```

```markdown,good,file=docs/migrations/plan.md
- Change type: replace a column
- Owner and on-call: @acme/data
1. Expand: `20250901_expand.sql`
2. Dual write: flag `dual_write_orders`
3. Contract: `20250910_drop_total.sql`
- Rollback: turn both flags off
```

## How to do it

Fill it in. Where a phase does not apply, say "none" and why.
)"};
static_assert(WellFormed(kInfo));

// Other pages have labels, too.
bool IsPlan(const MigrationPlan& plan) {
  std::string name = AsciiLower(BaseName(plan.source->path()));
  return !plan.phases.empty() || name.find("plan") != std::string::npos;
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const MigrationPlan& plan : PlansOf(project)) {
    if (plan.unfilled.empty() || !IsPlan(plan)) continue;
    if (plan.IsTemplate()) {
      out.ReportIn(*plan.source, plan.unfilled.front().span,
                   "this migration plan is still the template")
          .At(Severity::kNote)
          .Help("fill it in for the next change, or exclude the template");
      continue;
    }
    std::vector<std::string> names;
    for (const PlanWord& word : plan.unfilled) {
      names.push_back("'" + Printable(word.text) + "'");
    }
    size_t more = names.size() > 5 ? names.size() - 5 : 0;
    names.resize(names.size() - more);
    std::string all = Join(names, ", ");
    if (more > 0) all += fmt::format(" and {} more", more);
    out.ReportIn(*plan.source, plan.unfilled.front().span,
                 "the plan does not say {}", all)
        .Help("whoever is on call will look for it here");
  }
}

}  // namespace

extern constexpr Rule kPlanUnfilled = On<Project, Check>(kInfo);

}  // namespace interlock::sql
