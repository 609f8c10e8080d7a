// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "automation-not-in-catalog",
    .summary = "An automation lies beside others and is in no catalog",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "automation",
    .docs = R"(
## What it does
Reports JSON files of automations that no catalog names, when a catalog names
others of the same folder; and entries of a catalog whose file does not exist.

## Why is this bad?
What is not in the catalog is deployed without an owner, a version that rises,
or an approval: the checks all start from the catalog.

```yaml,bad,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: intake, file: workflows/intake.json, version: 1.0.0 }
  - { id: refunds, file: workflows/refund.json, version: 1.0.0 }
```

```json,bad,file=workflows/intake.json
{"id": "intake", "version": "1.0.0", "nodes": [], "connections": {}}
```

```yaml,good,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: intake, file: workflows/intake.json, version: 1.0.0 }
```

```json,good,file=workflows/intake.json
{"id": "intake", "version": "1.0.0", "nodes": [], "connections": {}}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  std::set<std::string> files, folders;
  for (const Automation& one : AutomationsOf(*project.governance)) {
    if (one.file == nullptr || one.file->IsNull()) continue;
    std::string path = NormalPath(one.file->text);
    files.insert(path);
    folders.insert(std::string(DirName(path)));
    if (!path.empty() && project.Exists(path)) continue;
    out.ReportIn(*one.source, one.file->span, "{} has no file {}",
                 Printable(one.id->text), Printable(one.file->text))
        .Help("write its path from the root, or take the entry away");
  }
  for (const Piece& piece : project.governance->pieces()) {
    const std::string& path = piece.source->path();
    if (piece.sort != Sort::kAutomation || files.contains(path)) continue;
    if (!folders.contains(std::string(DirName(path)))) continue;
    const Node* root = piece.tree->root();
    const Node* id = At(root, "id");
    Span place{root->span.begin, root->span.begin + 1};
    out.ReportIn(*piece.source, id != nullptr ? id->span : place,
                 "no catalog names the automation {}", path)
        .Help("add it to the catalog of the others in its folder");
  }
}

}  // namespace

extern constexpr Rule kAutomationNotInCatalog = On<Project, Check>(kInfo);

}  // namespace interlock::governance
