// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "automation-version-malformed",
    .summary = "An automation has a version that cannot be ordered",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "automation",
    .docs = R"(
## What it does
Reports versions in a catalog of automations that are no semantic versions:
three numbers, such as 1.3.0, with or without a part after a hyphen.

## Why is this bad?
Whether production is behind staging is found by comparing the versions. What
cannot be compared is promoted by feeling, and `1.10` read as a number is 1.1.

```yaml,bad,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - id: nightly-settlement
    version: '1.3'
```

```yaml,good,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - id: nightly-settlement
    version: 1.3.0
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  for (const Automation& one : AutomationsOf(*project.governance)) {
    if (one.version == nullptr || one.version->IsNull()) continue;
    if (ReadVersion(one.version->text)) continue;
    out.ReportIn(*one.source, one.version->span,
                 "'{}', the version of {}, is no semantic version",
                 Printable(one.version->text), Printable(one.id->text))
        .Help("write three numbers, such as 1.3.0, here and in its JSON");
  }
}

}  // namespace

extern constexpr Rule kAutomationVersionMalformed = On<Project, Check>(kInfo);

}  // namespace interlock::governance
