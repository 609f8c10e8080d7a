// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "alert-unroutable",
    .summary = "An alert goes to nobody, or says nothing about what to do",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "dashboards alerts",
    .docs = R"(
## What it does
Reports alerts in groups of Prometheus rules without a `severity` among their
labels, when other alerts of the same file have one. The message adds when the
alert names no runbook among its annotations while others do.

## Why is this bad?
Alertmanager routes by labels. What has no severity falls through to the last
route, which is often nobody's; and who is woken by it does not learn what to
do.

```yaml,bad,file=dashboards/alerts.yaml
groups:
  - name: orders
    rules:
      - alert: Burning
        expr: burn > 14.4
        labels: { severity: page }
      - alert: Slow
        expr: p95 > 1200
        labels: {}
```

```yaml,good,file=dashboards/alerts.yaml
groups:
  - name: orders
    rules:
      - alert: Burning
        expr: burn > 14.4
        labels: { severity: page }
      - alert: Slow
        expr: p95 > 1200
        labels: { severity: ticket }
```
)"};
static_assert(WellFormed(kInfo));

const Node* RunbookOf(const Node* alert) {
  const Node* notes = At(alert, "annotations");
  if (notes == nullptr) return nullptr;
  for (const Member& member : notes->members) {
    if (member.key->text.starts_with("runbook")) return member.value;
  }
  return nullptr;
}

template <class Visit>
void ForEachAlert(const Piece& piece, Visit visit) {
  const Node* groups = At(piece.tree->root(), "groups");
  if (groups == nullptr) return;
  for (const Node* group : groups->items) {
    const Node* rules = At(group, "rules");
    if (rules == nullptr) continue;
    for (const Node* rule : rules->items) {
      if (At(rule, "alert") != nullptr) visit(rule);
    }
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kAlerts) continue;
    bool severities = false, runbooks = false;
    ForEachAlert(piece, [&](const Node* alert) {
      severities = severities || At(alert, "labels.severity") != nullptr;
      runbooks = runbooks || RunbookOf(alert) != nullptr;
    });
    if (!severities) continue;
    ForEachAlert(piece, [&](const Node* alert) {
      if (At(alert, "labels.severity") != nullptr) return;
      bool bare = runbooks && RunbookOf(alert) == nullptr;
      const Node* name = At(alert, "alert");
      out.ReportIn(*piece.source, name->span, "alert {} has no severity{}",
                   Printable(name->text), bare ? " and no runbook" : "")
          .Help("add labels.severity{}, as the other alerts have it",
                bare ? " and annotations.runbook" : "");
    });
  }
}

}  // namespace

extern constexpr Rule kAlertUnroutable = On<Project, Check>(kInfo);

}  // namespace interlock::governance
