// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/flags.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "flag-default-on",
    .summary = "A feature flag is on before anybody turns it on",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "flags",
    .docs = R"(
## What it does
Reads files of feature flags (`flags.yaml`, and what `migrations.flags` of the
config names) and reports flags whose `default` is true.

## Why is this bad?
A flag that is on by default guards nothing: the first instance of the new
release reads the new column before the backfill is through. When the flag
service is away, everybody gets the fallback at once.

```yaml,bad,file=feature-flags/flags.yaml
read_new_orders:
  default: true
  owners: [api]
```

```yaml,good,file=feature-flags/flags.yaml
read_new_orders:
  default: false
  owners: [api]
```

## How to do it
When the flag has done its work, remove it with the code that it guards.
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kYaml || file.tree == nullptr) return;
  for (const Flag& flag : ReadFlags(*file.tree)) {
    if (!IsTrue(flag.fallback)) continue;
    out.Report(flag.fallback->span, "flag {} is on by default",
               Printable(flag.name->text))
        .Help("set default: false and turn it on by environment");
  }
}

}  // namespace

extern constexpr Rule kFlagDefaultOn = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
