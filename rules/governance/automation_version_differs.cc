// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "automation-version-differs",
    .summary = "The catalog names another version than the automation itself",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "automation",
    .docs = R"(
## What it does
Compares the version in a catalog of automations with the `version` of the JSON
file that the entry names.

## Why is this bad?
The catalog is what approvers read. They approve 1.9.0, and 2.0.0 is deployed.

```yaml,bad,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: refunds, file: workflows/refunds.json, version: 1.9.0 }
```

```json,bad,file=workflows/refunds.json
{"id": "refunds", "version": "2.0.0", "nodes": [], "connections": {}}
```

```yaml,good,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: refunds, file: workflows/refunds.json, version: 2.0.0 }
```

```json,good,file=workflows/refunds.json
{"id": "refunds", "version": "2.0.0", "nodes": [], "connections": {}}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  for (const Automation& one : AutomationsOf(*project.governance)) {
    if (one.file == nullptr || one.version == nullptr) continue;
    const Piece* piece = PieceAt(*project.governance,
                                 NormalPath(one.file->text), Sort::kAutomation);
    const Node* stated =
        piece != nullptr ? At(piece->tree->root(), "version") : nullptr;
    if (stated == nullptr || stated->text == one.version->text) continue;
    out.ReportIn(*one.source, one.version->span,
                 "{} has version {} here, and {} in {}",
                 Printable(one.id->text), Printable(one.version->text),
                 Printable(stated->text), piece->source->path())
        .Help("write the version that is to be approved into both")
        .Related(*piece->source, stated->span, "its own version");
  }
}

}  // namespace

extern constexpr Rule kAutomationVersionDiffers = On<Project, Check>(kInfo);

}  // namespace interlock::governance
