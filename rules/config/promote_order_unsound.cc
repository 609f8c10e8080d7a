// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "promote-order-unsound",
    .summary = "Promotion reaches production by a way that proves nothing",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kError,
    .docs = R"(
## What it does
Reads `promote.environments` of `release.yml` and reports an environment that is
named twice, one that comes after production, and production without any
environment before it. Production is `prod`, `production` or `live`.

## Why is this bad?
The order is what the train follows. When production comes first, customers are
the test of what stage should have shown.

```yaml,bad,file=.ci/config/release.yml
promote:
  environments: [prod, stage]
```

```yaml,good,file=.ci/config/release.yml
promote:
  environments: [stage, prod]
```
)"};
static_assert(WellFormed(kInfo));

bool IsProduction(std::string_view name) {
  std::string lower = AsciiLower(name);
  return lower == "prod" || lower == "production" || lower == "live";
}

void CheckOrder(const ConfigFile& file, const Node& list, Sink& out) {
  std::map<std::string_view, const Node*> seen;
  const Node* production = nullptr;
  for (const Node* item : list.items) {
    if (!item->IsScalar()) return;
    std::string name = Printable(item->text);
    if (!seen.emplace(item->text, item).second) {
      out.ReportIn(*file.source, item->span,
                   "environment '{}' stands twice in the order", name)
          .Help("name each environment once");
      continue;
    }
    if (production != nullptr && !IsProduction(item->text)) {
      out.ReportIn(*file.source, item->span,
                   "'{}' is reached after '{}', so it proves nothing for it",
                   name, Printable(production->text))
          .Help("put production last");
    }
    if (production == nullptr && IsProduction(item->text)) production = item;
  }
  if (production == nullptr || list.items.size() > 1) return;
  out.ReportIn(*file.source, production->span,
               "a release goes to '{}' without any environment before it",
               Printable(production->text))
      .Help("name the environment that proves it first, such as stage");
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    if (file.sort != Sort::kRelease) continue;
    const Node* list = file.At("promote.environments");
    if (list != nullptr && list->IsSequence()) CheckOrder(file, *list, out);
  }
}

}  // namespace

extern constexpr Rule kPromoteOrderUnsound = On<Project, Check>(kInfo);

}  // namespace interlock::config
