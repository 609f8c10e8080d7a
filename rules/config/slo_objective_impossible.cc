// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/faults.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "slo-objective-impossible",
    .summary = "A service level objective that is always or never met",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kError,
    .docs = R"(
## What it does
Reports objectives of `slo.yml` that are not between 0 and 100 per cent, and
those that look like a fraction: 0.999 for 99.9.

## Why is this bad?
An objective of 100 leaves no budget: every single failed request burns it
infinitely fast, and the gate never opens. One of 0.999 per cent is met by a
service that is down all day, and the gate never closes.

```yaml,bad,file=.ci/config/slo.yml
slos:
  - name: availability
    objective: 0.999
```

```yaml,good,file=.ci/config/slo.yml
slos:
  - name: availability
    objective: 99.9
```
)"};
static_assert(WellFormed(kInfo));

void CheckObjective(const ConfigFile& file, const Node& slo, Sink& out) {
  const Node* node = slo.Find("objective");
  auto objective = NumberOf(node);
  if (!objective || (*objective > 1 && *objective < 100)) return;
  bool fraction = *objective > 0 && *objective < 1;
  std::string_view because = fraction ? "it is met by a service that is down"
                             : *objective >= 100 ? "it leaves no error budget"
                                                 : "it asks for nothing";
  auto finding =
      out.ReportIn(*file.source, node->span, "an objective of {} per cent: {}",
                   node->text, because);
  if (fraction) {
    finding.Help("write per cent: {:.6g}", *objective * 100);
  } else {
    finding.Help("write a number between 0 and 100, such as 99.9");
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  ForEachObjective(project, [&](const ConfigFile& file, const Node& slo) {
    CheckObjective(file, slo, out);
  });
}

}  // namespace

extern constexpr Rule kSloObjectiveImpossible = On<Project, Check>(kInfo);

}  // namespace interlock::config
