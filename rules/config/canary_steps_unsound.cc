// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "canary-steps-unsound",
    .summary = "The steps of the canary do not lead to all traffic",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kError,
    .docs = R"(
## What it does
Reports `canary.steps` of `release.yml` that do not rise, that lie outside of 1
to 100, or that do not end at 100.

## Why is this bad?
A step that is not higher than the one before shows nothing that is not known
already, or takes traffic back in the middle of a release. When the last step is
not 100, the old release goes on serving and nobody finishes the roll-out.

```yaml,bad,file=.ci/config/release.yml
canary:
  steps: [5, 50, 25]
  window_secs: 300
```

```yaml,good,file=.ci/config/release.yml
canary:
  steps: [5, 25, 50, 100]
  window_secs: 300
```
)"};
static_assert(WellFormed(kInfo));

void CheckSteps(const ConfigFile& file, const Node& steps, Sink& out) {
  std::optional<double> before;
  for (const Node* item : steps.items) {
    std::optional<double> step = NumberOf(item);
    if (!step) return;  // not a number: config-wrong-value says so
    if (*step <= 0 || *step > 100) {
      out.ReportIn(*file.source, item->span,
                   "canary step {} is no share of the traffic", item->text)
          .Help("steps are per cent, from 1 to 100");
    } else if (before && *step <= *before) {
      out.ReportIn(*file.source, item->span,
                   "canary step {} is not above the step before it, {}",
                   item->text, *before)
          .Help("list the steps in ascending order");
    }
    before = step;
  }
  if (!before || *before == 100 || *before > 100) return;
  out.ReportIn(*file.source, steps.items.back()->span,
               "the canary ends at {} per cent of the traffic",
               steps.items.back()->text)
      .Help("add 100 as the last step");
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    const Node* steps = file.At("canary.steps");
    if (file.sort != Sort::kRelease || steps == nullptr) continue;
    if (!steps->IsSequence()) continue;
    if (!steps->items.empty()) {
      CheckSteps(file, *steps, out);
      continue;
    }
    out.ReportIn(*file.source, steps->span, "the canary has no steps")
        .Help("list the shares of the traffic, such as [5, 25, 50, 100]");
  }
}

}  // namespace

extern constexpr Rule kCanaryStepsUnsound = On<Project, Check>(kInfo);

}  // namespace interlock::config
