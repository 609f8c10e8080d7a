// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/faults.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "burn-rate-windows-unsound",
    .summary = "The windows of a burn rate do not work together",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Reports burn rates of `slo.yml` whose short window is not shorter than the long
one, and whose long window is longer than the period of the objective.

## Why is this bad?
The long window says that the burning matters, the short one that it still goes
on. Swapped, the alert stays for hours after the end of an incident, and people
learn to look away. A window longer than the period asks for data that the
objective does not speak of.

```yaml,bad,file=.ci/config/slo.yml
slos:
  - name: availability
    objective: 99.9
    burn_rates:
      - { long: 5m, short: 1h, factor: 14.4 }
```

```yaml,good,file=.ci/config/slo.yml
slos:
  - name: availability
    objective: 99.9
    burn_rates:
      - { long: 1h, short: 5m, factor: 14.4 }
```
)"};
static_assert(WellFormed(kInfo));

std::optional<int64_t> TimeOf(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  return ReadDuration(node->text);
}

void CheckObjective(const ConfigFile& file, const Node& slo, Sink& out) {
  const Node* rates = slo.Find("burn_rates");
  if (rates == nullptr || !rates->IsSequence()) return;
  auto period = TimeOf(slo.Find("period"));
  for (const Node* rate : rates->items) {
    const Node* long_node = rate->Find("long");
    const Node* short_node = rate->Find("short");
    auto long_window = TimeOf(long_node), short_window = TimeOf(short_node);
    if (long_window && short_window && *short_window >= *long_window) {
      out.ReportIn(*file.source, short_node->span,
                   "the short window {} is not shorter than the long one, {}",
                   short_node->text, long_node->text)
          .Help("take about a twelfth of the long one, such as 1h and 5m");
    } else if (long_window && period && *long_window > *period) {
      out.ReportIn(*file.source, long_node->span,
                   "the window {} is longer than the period of the objective",
                   long_node->text)
          .Help("stay within {}", slo.Find("period")->text);
    }
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  ForEachObjective(project, [&](const ConfigFile& file, const Node& slo) {
    CheckObjective(file, slo, out);
  });
}

}  // namespace

extern constexpr Rule kBurnRateWindowsUnsound = On<Project, Check>(kInfo);

}  // namespace interlock::config
