// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr OptionInfo kOptions[] = {
    {"keys", OptionType::kStringList,
     "[http.request.header.authorization, user.email]",
     "Attributes that must be deleted or hashed"},
};

constexpr RuleInfo kInfo{
    .id = "telemetry-keeps-personal-data",
    .summary =
        "The filter of telemetry lets a secret or personal attribute through",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .security_severity = "5.5",
    .tags = "telemetry security",
    .options = kOptions,
    .docs = R"(
## What it does
Looks at the `attributes` processors of an OpenTelemetry collector that delete
or hash some sensitive attribute, and reports when one of the two that every
service has is not among them: the authorization header and the e-mail of the
user. Further attributes may be asked for with the option `keys`. A collector
that filters nothing, or only lets listed attributes pass, is left alone.

## Why is this bad?
Traces are kept for weeks, and many people may read them. A token in a header is
valid for whoever finds it; an address that was to be deleted on request is
found there by the auditor.

```yaml,bad,file=otel/config.yaml
processors:
  attributes/scrub:
    actions:
      - { key: http.request.header.authorization, action: delete }
exporters: { debug: {} }
service:
  pipelines:
    traces: { processors: [attributes/scrub], exporters: [debug] }
```

```yaml,good,file=otel/config.yaml
processors:
  attributes/scrub:
    actions:
      - { key: http.request.header.authorization, action: delete }
      - { key: user.email, action: hash }
exporters: { debug: {} }
service:
  pipelines:
    traces: { processors: [attributes/scrub], exporters: [debug] }
```
)"};
static_assert(WellFormed(kInfo));

struct Filter {
  const Node* place = nullptr;  // the list of actions of the first filter
  std::vector<std::string_view> keys;
  bool listed = false;  // one lets only listed attributes pass
};

void ReadActions(const Node& processor, Filter& filter) {
  const Node* actions = At(&processor, "actions");
  if (actions == nullptr) return;
  bool drops = false;
  for (const Node* action : actions->items) {
    std::string_view verb = TextAt(action, "action");
    if (verb != "delete" && verb != "hash") continue;
    std::string_view key = TextAt(action, "key");
    if (key.empty()) key = TextAt(action, "pattern");
    filter.keys.push_back(key);
    drops = true;
  }
  if (drops && filter.place == nullptr) filter.place = actions;
}

Filter FilterOf(const Node& processors) {
  Filter filter;
  for (const Member& member : processors.members) {
    std::string_view name = member.key->text;
    if (name.starts_with("redaction")) filter.listed = true;
    if (name.starts_with("transform")) filter.listed = true;
    if (name.starts_with("attributes")) ReadActions(*member.value, filter);
  }
  return filter;
}

// A key or a pattern that has the last word of the wanted one.
bool Drops(const Filter& filter, std::string_view wanted) {
  std::string_view last = wanted.substr(wanted.rfind('.') + 1);
  return std::ranges::any_of(filter.keys, [&](std::string_view key) {
    return AsciiLower(key).find(AsciiLower(last)) != std::string::npos;
  });
}

void Check(const Project& project, const Context& ctx, Sink& out) {
  auto wanted = ctx.options.Strings("keys");
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kCollector) continue;
    const Node* processors = At(piece.tree->root(), "processors");
    if (processors == nullptr) continue;
    Filter filter = FilterOf(*processors);
    bool any = std::ranges::any_of(
        wanted, [&](const std::string& key) { return Drops(filter, key); });
    if (!any || filter.listed) continue;
    for (const std::string& key : wanted) {
      if (Drops(filter, key)) continue;
      out.ReportIn(*piece.source, filter.place->span,
                   "{} is kept in traces and logs", Printable(key))
          .Help("add {{key: {}, action: delete}}", Printable(key))
          .Anchor(key);
    }
  }
}

}  // namespace

extern constexpr Rule kTelemetryKeepsPersonalData = On<Project, Check>(kInfo);

}  // namespace interlock::governance
