// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "analyzers/sql/plan.h"
#include "core/text.h"
#include "parsers/tree.h"
#include "rules/sql/pack.h"
#include "rules/sql/plans.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "plan-names-missing",
    .summary = "A migration plan names a flag or a file that is not there",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "plan",
    .docs = R"(
## What it does

Looks up what a migration plan writes in backquotes: files must exist, by their
path or their name among the migrations, and the flags of its phases "dual
write" and "switch reads" must stand in a file of flags (`**/flags.yaml`, and
what `migrations.flags` of the config names).

## Why is this bad?

The plan says to turn a flag. When the flag is called something else, the
rollback that relies on it does nothing.

```markdown,bad,file=docs/migrations/plan.md
- Change type: replace a column
- Owner and on-call: @acme/data
1. Expand: `20250901_expand.sql`
2. Dual write: flag `dual_write_orders`
3. Contract: `20250910_drop_total.sql`
```

```yaml,bad,file=feature-flags/flags.yaml
write_both: { default: false }
```

```sql,bad,file=db/migrations/20250901_expand.sql
ALTER TABLE orders ADD COLUMN new_total bigint;
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

```yaml,good,file=feature-flags/flags.yaml
dual_write_orders: { default: false }
```

```sql,good,file=db/migrations/20250901_expand.sql
ALTER TABLE orders ADD COLUMN new_total bigint;
```

```sql,good,file=db/migrations/20250910_drop_total.sql
ALTER TABLE orders DROP COLUMN total;
```

## How to do it

Write the name as the code has it, and add the flag before the plan is approved.

## When the facts are not known

Without a file of flags, flags are not looked up.
)"};
static_assert(WellFormed(kInfo));

bool HasFlag(const Project& project, std::string_view flag, bool& any) {
  bool found = false;
  for (const InputFile& file : project.files) {
    if (file.kind != FileKind::kYaml || file.tree == nullptr) continue;
    any = true;
    const Node* root = file.tree->root();
    if (root == nullptr) continue;
    const Node* flags = root->Find("flags");
    found = found || root->Find(flag) != nullptr ||
            (flags != nullptr && flags->Find(flag) != nullptr);
    if (flags == nullptr) continue;
    for (const Node* item : flags->items) {
      const Node* name = item->Find("name");
      found = found || (name != nullptr && name->text == flag);
    }
  }
  return found;
}

bool HasFile(const Project& project, std::string_view name) {
  if (project.Exists(name)) return true;
  std::string ending = "/" + std::string(name);
  return std::ranges::any_of(project.paths, [&](const std::string& path) {
    return path.ends_with(ending);
  });
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const MigrationPlan& plan : PlansOf(project)) {
    for (const PlanPhase& phase : plan.phases) {
      for (const PlanWord& file : phase.files) {
        if (HasFile(project, file.text)) continue;
        out.ReportIn(*plan.source, file.span, "no file is called {}",
                     Printable(file.text))
            .Help("write its path as it is in the repository");
      }
      for (const PlanWord& flag : phase.flags) {
        bool any = false;
        if (HasFlag(project, flag.text, any) || !any) continue;
        out.ReportIn(*plan.source, flag.span, "no flag is called {}",
                     Printable(flag.text))
            .Help("write its name as the file of flags has it");
      }
    }
  }
}

}  // namespace

extern constexpr Rule kPlanNamesMissing = On<Project, Check>(kInfo);

}  // namespace interlock::sql
