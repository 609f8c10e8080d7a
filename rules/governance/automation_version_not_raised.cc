// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "automation-version-not-raised",
    .summary = "An automation changed and its version did not rise",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "automation",
    .docs = R"(
## What it does
With `--since`, compares the JSON files of automations with what was merged. A
file that changed must have a higher version than before.

## Why is this bad?
Two automations of one version are told apart by nobody. A rollback to 1.2.0
brings back whichever of the two happens to be found.

```json,bad,file=workflows/intake.json
{"id": "intake", "version": "1.2.0", "nodes": [{"name": "a"}],
 "connections": {}}
```

```json,bad,file=MERGED/workflows/intake.json
{"id": "intake", "version": "1.2.0", "nodes": [], "connections": {}}
```

```json,good,file=workflows/intake.json
{"id": "intake", "version": "1.3.0", "nodes": [{"name": "a"}],
 "connections": {}}
```

```json,good,file=MERGED/workflows/intake.json
{"id": "intake", "version": "1.2.0", "nodes": [], "connections": {}}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  if (!project.merged.known) return;
  for (const Source* old : project.merged.old) {
    const Piece* piece =
        PieceAt(*project.governance, old->path(), Sort::kAutomation);
    if (piece == nullptr) continue;
    const Node* now = At(piece->tree->root(), "version");
    if (now == nullptr || now->IsNull()) continue;
    std::string before = VersionIn(*old);
    auto was = ReadVersion(before), is = ReadVersion(now->text);
    if (!was || !is || *was < *is) continue;
    out.ReportIn(*piece->source, now->span,
                 "this automation changed, and its version {} {}", now->text,
                 *is < *was ? "is below " + before : "is the one before")
        .Help("raise the version, here and in the catalog");
  }
}

}  // namespace

extern constexpr Rule kAutomationVersionNotRaised = On<Project, Check>(kInfo);

}  // namespace interlock::governance
