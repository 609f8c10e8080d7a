// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "renovate-ineffective",
    .summary =
        "Renovate is configured and does not keep the workflows up to date",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "renovate supply-chain",
    .docs = R"(
## What it does
Reports a Renovate configuration that is switched off (`enabled: false`), one
whose `enabledManagers` leave out `github-actions` although the repository has
workflows, and one that ignores them (`ignorePaths` of `.github`).

## Why is this bad?
Actions that are pinned to a commit stay at it for ever. The fix of a hole in
one of them reaches the repository when somebody happens to look.

```json,bad,file=renovate.json
{"extends": ["config:recommended"], "enabled": false}
```

```json,good,file=renovate.json
{"extends": ["config:recommended"]}
```
)"};
static_assert(WellFormed(kInfo));

void CheckManagers(const Project& project, const Piece& piece, Sink& out) {
  const Node* managers = At(piece.tree->root(), "enabledManagers");
  bool workflows = !project.workflows->workflows.empty();
  if (managers == nullptr || managers->items.empty() || !workflows) return;
  bool actions = std::ranges::any_of(managers->items, [](const Node* item) {
    return item->text == "github-actions";
  });
  if (actions) return;
  out.ReportIn(*piece.source, managers->span,
               "enabledManagers leaves github-actions out")
      .Help("add \"github-actions\", so that pinned actions are updated");
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kRenovate) continue;
    const Node* root = piece.tree->root();
    const Node* enabled = At(root, "enabled");
    if (IsFalse(enabled)) {
      out.ReportIn(*piece.source, enabled->span,
                   "Renovate is switched off: enabled is false")
          .Help("take the line away, or the file");
      continue;
    }
    CheckManagers(project, piece, out);
    const Node* ignored = At(root, "ignorePaths");
    if (ignored == nullptr) continue;
    for (const Node* item : ignored->items) {
      if (!item->text.starts_with(".github")) continue;
      out.ReportIn(*piece.source, item->span,
                   "Renovate ignores the workflows: {}", Printable(item->text))
          .Help("take the entry away");
    }
  }
}

}  // namespace

extern constexpr Rule kRenovateIneffective = On<Project, Check>(kInfo);

}  // namespace interlock::governance
