// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "dashboard-without-datasource",
    .summary = "A panel of a dashboard has nowhere to read from",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "dashboards",
    .docs = R"(
## What it does
Reports panels of Grafana dashboards that have queries and no data source, on
the panel or on its queries: absent, null or empty. Rows, texts and panels of a
library are left alone, and so are values that a template fills in.

## Why is this bad?
Such a panel reads from whatever is the default of the Grafana that loads it. In
the next cluster that is another one, and during the canary the panel is empty:
no errors to be seen.

```json,bad,file=dashboards/orders.json
{"uid": "orders", "schemaVersion": 39, "panels": [
  {"title": "Errors", "type": "timeseries", "datasource": null,
   "targets": [{"refId": "A", "expr": "up"}]}
]}
```

```json,good,file=dashboards/orders.json
{"uid": "orders", "schemaVersion": 39, "panels": [
  {"title": "Errors", "type": "timeseries",
   "datasource": {"type": "prometheus", "uid": "prometheus"},
   "targets": [{"refId": "A", "expr": "up"}]}
]}
```
)"};
static_assert(WellFormed(kInfo));

bool States(const Node* node) {
  if (node == nullptr || node->IsNull()) return false;
  if (node->IsScalar()) return !node->text.empty();
  const Node* uid = node->Find("uid");
  return uid == nullptr || !uid->IsNull();
}

bool AllStated(const Node& targets) {
  for (const Node* target : targets.items) {
    if (!States(At(target, "datasource"))) return false;
  }
  return true;
}

void CheckPanel(const Piece& piece, const Node& panel, Sink& out) {
  const Node* targets = At(&panel, "targets");
  if (targets == nullptr || targets->items.empty()) return;
  const Node* source = At(&panel, "datasource");
  if (States(source) || AllStated(*targets)) return;
  const Node* title = At(&panel, "title");
  std::string name = title != nullptr ? Printable(title->text) : "a panel";
  const Node* place = source != nullptr  ? source
                      : title != nullptr ? title
                                         : targets;
  out.ReportIn(*piece.source, place->span, "panel '{}' has no data source",
               name)
      .Help(
          "name one: {{\"type\": \"prometheus\", \"uid\": ...}}, or a "
          "variable of the dashboard");
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const Piece& piece : project.governance->pieces()) {
    const Node* panels = At(piece.tree->root(), "panels");
    if (piece.sort != Sort::kDashboard || panels == nullptr) continue;
    for (const Node* panel : panels->items) {
      CheckPanel(piece, *panel, out);
      const Node* inner = At(panel, "panels");  // of a row that is folded
      if (inner == nullptr) continue;
      for (const Node* one : inner->items) CheckPanel(piece, *one, out);
    }
  }
}

}  // namespace

extern constexpr Rule kDashboardWithoutDatasource = On<Project, Check>(kInfo);

}  // namespace interlock::governance
