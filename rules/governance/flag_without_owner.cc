// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/flags.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{.id = "flag-without-owner",
                         .summary = "A feature flag belongs to nobody",
                         .since = "0.1.0",
                         .category = Category::kGovernance,
                         .severity = Severity::kWarning,
                         .tags = "flags",
                         .docs = R"(
## What it does
Reports flags without `owners`, and with an empty list of them. Files in which
no flag has an owner at all keep them elsewhere and are left alone.

## Why is this bad?
Nobody knows whether it may be turned off during an incident, and nobody removes
it. In a year the code has two ways through everything, and one is not tested.

```yaml,bad,file=feature-flags/flags.yaml
read_new_orders:
  default: false
  owners: []
```

```yaml,good,file=feature-flags/flags.yaml
read_new_orders:
  default: false
  owners: [api]
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kYaml || file.tree == nullptr) return;
  auto flags = ReadFlags(*file.tree);
  bool kept = std::ranges::any_of(
      flags, [](const Flag& flag) { return flag.owners != nullptr; });
  if (!kept) return;
  for (const Flag& flag : flags) {
    if (flag.Owned()) continue;
    out.Report(flag.owners != nullptr ? flag.owners->span : flag.name->span,
               "flag {} has no owner", Printable(flag.name->text))
        .Help("name the team that may turn it off: owners: [team]");
  }
}

}  // namespace

extern constexpr Rule kFlagWithoutOwner = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
