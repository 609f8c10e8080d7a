// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "telemetry-filter-unused",
    .summary = "A filter of telemetry is defined and in no pipeline",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "telemetry security",
    .docs = R"(
## What it does
Reports `attributes`, `redaction`, `filter` and `transform` processors of an
OpenTelemetry collector that no pipeline lists.

## Why is this bad?
A processor runs only in the pipelines that name it. The configuration looks as
if tokens were deleted, and they are all kept.

```yaml,bad,file=otel/config.yaml
processors:
  attributes/scrub:
    actions: [{ key: user.email, action: delete }]
exporters: { debug: {} }
service:
  pipelines:
    traces: { processors: [batch], exporters: [debug] }
```

```yaml,good,file=otel/config.yaml
processors:
  attributes/scrub:
    actions: [{ key: user.email, action: delete }]
exporters: { debug: {} }
service:
  pipelines:
    traces: { processors: [batch, attributes/scrub], exporters: [debug] }
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kFilters[] = {"attributes", "redaction", "filter",
                                         "transform"};

bool IsFilter(std::string_view name) {
  std::string_view type = name.substr(0, name.find('/'));
  return std::ranges::find(kFilters, type) != std::end(kFilters);
}

std::set<std::string_view> RunningIn(const Node& pipelines) {
  std::set<std::string_view> running;
  for (const Member& pipeline : pipelines.members) {
    const Node* list = At(pipeline.value, "processors");
    if (list == nullptr) continue;
    for (const Node* item : list->items) running.insert(item->text);
  }
  return running;
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kCollector) continue;
    const Node* processors = At(piece.tree->root(), "processors");
    const Node* pipelines = At(piece.tree->root(), "service.pipelines");
    if (processors == nullptr || pipelines == nullptr) continue;
    auto running = RunningIn(*pipelines);
    for (const Member& member : processors->members) {
      std::string_view name = member.key->text;
      if (!IsFilter(name) || running.contains(name)) continue;
      out.ReportIn(*piece.source, member.key->span,
                   "no pipeline runs the processor {}", Printable(name))
          .Help("list it under service.pipelines, before the exporters");
    }
  }
}

}  // namespace

extern constexpr Rule kTelemetryFilterUnused = On<Project, Check>(kInfo);

}  // namespace interlock::governance
