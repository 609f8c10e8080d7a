// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/flags.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "flag-without-expiry",
    .summary = "A feature flag has no day on which it should be gone",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "flags",
    .docs = R"(
## What it does
Reports flags without `expires` (or `expiry`, `remove_by`, `until`).

## Why is this bad?
A flag that guards a migration has an end by its nature. Without a day for it,
nobody is asked, and the old way stays in the code.

```yaml,bad,file=feature-flags/flags.yaml
dual_write_orders: { default: false, owners: [data] }
```

```yaml,good,file=feature-flags/flags.yaml
dual_write_orders: { default: false, owners: [data], expires: 2026-03-01 }
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kYaml || file.tree == nullptr) return;
  for (const Flag& flag : ReadFlags(*file.tree)) {
    if (flag.expires != nullptr && !flag.expires->IsNull()) continue;
    out.Report(flag.name->span, "flag {} has no day to be gone by",
               Printable(flag.name->text))
        .Help("add expires: YYYY-MM-DD");
  }
}

}  // namespace

extern constexpr Rule kFlagWithoutExpiry = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
