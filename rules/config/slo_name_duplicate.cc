// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{.id = "slo-name-duplicate",
                         .summary = "Two service level objectives share a name",
                         .since = "0.1.0",
                         .category = Category::kConfig,
                         .severity = Severity::kWarning,
                         .docs = R"(
## What it does
Reports objectives of one `slo.yml` with the name of an earlier one.

## Why is this bad?
Names are how a gate, a dashboard and an alert say which objective they mean.
With two of a name, one of them is never looked at.

```yaml,bad,file=.ci/config/slo.yml
slos:
  - name: availability
    objective: 99.9
  - name: availability
    objective: 99
```

```yaml,good,file=.ci/config/slo.yml
slos:
  - name: availability
    objective: 99.9
  - name: latency
    objective: 99
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    const Node* slos = file.At("slos");
    if (file.sort != Sort::kSlo || slos == nullptr) continue;
    std::map<std::string_view, const Node*> seen;
    for (const Node* slo : slos->items) {
      const Node* name = slo->Find("name");
      if (name == nullptr || name->text.empty()) continue;
      auto [at, first] = seen.emplace(name->text, name);
      if (first) continue;
      out.ReportIn(*file.source, name->span, "two objectives are called '{}'",
                   Printable(name->text))
          .Help("give each a name of its own")
          .Related(*file.source, at->second->span, "first named here");
    }
  }
}

}  // namespace

extern constexpr Rule kSloNameDuplicate = On<Project, Check>(kInfo);

}  // namespace interlock::config
