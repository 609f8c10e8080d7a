// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/faults.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "burn-rate-never-fires",
    .summary = "A burn rate alert asks for more errors than there are requests",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kError,
    .docs = R"(
## What it does
Reports burn rates of `slo.yml` whose factor times the error budget is 100 per
cent or more. The budget is what the objective leaves: 10 per cent for 90.

## Why is this bad?
The rule fires when the share of bad requests is above that product, and no
share is above 100 per cent. The table of 14.4, 6, 3 and 1 that everybody copies
is made for objectives near 99.9; at 90 the first of them is dead, and a canary
that fails every request passes.

```yaml,bad,file=.ci/config/slo.yml
slos:
  - name: checkout-latency
    objective: 90
    burn_rates:
      - { severity: page, long: 1h, short: 5m, factor: 14.4 }
```

```yaml,good,file=.ci/config/slo.yml
slos:
  - name: checkout-latency
    objective: 90
    burn_rates:
      - { severity: page, long: 1h, short: 5m, factor: 5 }
```
)"};
static_assert(WellFormed(kInfo));

void CheckObjective(const ConfigFile& file, const Node& slo, Sink& out) {
  auto objective = NumberOf(slo.Find("objective"));
  const Node* rates = slo.Find("burn_rates");
  if (!objective || *objective <= 0 || *objective >= 100) return;
  if (rates == nullptr || !rates->IsSequence()) return;
  double budget = 1 - *objective / 100;
  for (const Node* rate : rates->items) {
    const Node* node = rate->Find("factor");
    auto factor = NumberOf(node);
    if (!factor || *factor * budget < 1) continue;
    out.ReportIn(*file.source, node->span,
                 "a burn rate of {} never fires: {:.3g} times a budget of "
                 "{:.3g}% is more than all requests",
                 node->text, *factor, budget * 100)
        .Help("at {} per cent a factor must stay below {:.3g}",
              slo.Find("objective")->text, 1 / budget);
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  ForEachObjective(project, [&](const ConfigFile& file, const Node& slo) {
    CheckObjective(file, slo, out);
  });
}

}  // namespace

extern constexpr Rule kBurnRateNeverFires = On<Project, Check>(kInfo);

}  // namespace interlock::config
