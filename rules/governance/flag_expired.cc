// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/flags.h"
#include "analyzers/project/project.h"
#include "core/date.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{.id = "flag-expired",
                         .summary = "A feature flag should be gone by now",
                         .since = "0.1.0",
                         .category = Category::kGovernance,
                         .severity = Severity::kWarning,
                         .tags = "flags",
                         .docs = R"(
## What it does
Reports flags whose `expires` (or `expiry`, `remove_by`, `until`) lies in the
past. The written day still counts.

The examples are read on 2026-01-15.

## Why is this bad?
The flag was to be removed once the new way is proven. Until then every change
has to work both ways, and a flag that someone flips back after a year brings
back code that the schema no longer supports.

```yaml,bad,file=feature-flags/flags.yaml
dual_write_orders: { default: false, owners: [data], expires: 2025-12-01 }
```

```yaml,good,file=feature-flags/flags.yaml
dual_write_orders: { default: false, owners: [data], expires: 2026-03-01 }
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context& ctx, Sink& out) {
  if (file.kind != FileKind::kYaml || file.tree == nullptr) return;
  for (const Flag& flag : ReadFlags(*file.tree)) {
    if (flag.expires == nullptr) continue;
    auto day = Date::Parse(flag.expires->text);
    if (!day || *day >= ctx.project.today) continue;
    out.Report(flag.expires->span, "flag {} was to be gone {} days ago",
               Printable(flag.name->text), ctx.project.today.DaysSince(*day))
        .Help("remove the flag and the way that it no longer guards");
  }
}

}  // namespace

extern constexpr Rule kFlagExpired = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
