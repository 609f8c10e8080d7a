// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "dashboard-uid-duplicate",
    .summary = "Two dashboards have one identity, so one of them is lost",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "dashboards",
    .docs = R"(
## What it does
Reports Grafana dashboards of this repository that share a `uid`.

## Why is this bad?
Grafana keeps one dashboard for each uid. Which of the two files wins depends on
the order in which they are loaded, and the other one is not there when it is
needed.

```json,bad,file=dashboards/a.json
{"uid": "orders", "schemaVersion": 39, "panels": []}
```

```json,bad,file=dashboards/b.json
{"uid": "orders", "schemaVersion": 39, "panels": []}
```

```json,good,file=dashboards/a.json
{"uid": "orders", "schemaVersion": 39, "panels": []}
```

```json,good,file=dashboards/b.json
{"uid": "orders-canary", "schemaVersion": 39, "panels": []}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  struct First {
    const Source* source;
    const Node* uid;
  };
  std::map<std::string_view, First> seen;
  for (const Piece& piece : project.governance->pieces()) {
    const Node* uid = At(piece.tree->root(), "uid");
    if (piece.sort != Sort::kDashboard || uid == nullptr) continue;
    if (uid->IsNull() || uid->text.empty()) continue;
    auto [at, first] = seen.emplace(uid->text, First{piece.source, uid});
    // The same dashboard for another set-up lies in a folder of its own.
    bool beside =
        DirName(at->second.source->path()) == DirName(piece.source->path());
    if (first || !beside) continue;
    out.ReportIn(*piece.source, uid->span,
                 "dashboard '{}' replaces {}, which has the same uid",
                 Printable(uid->text), at->second.source->path())
        .Help("give each dashboard a uid of its own")
        .Related(*at->second.source, at->second.uid->span, "the other one");
  }
}

}  // namespace

extern constexpr Rule kDashboardUidDuplicate = On<Project, Check>(kInfo);

}  // namespace interlock::governance
