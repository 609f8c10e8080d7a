// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr OptionInfo kOptions[] = {
    {"deny", OptionType::kStringList, "[]",
     "owner/name patterns of actions that must not be used"},
    {"allow", OptionType::kStringList, "[]",
     "when not empty, the only owner/name patterns that may be used"},
};

constexpr RuleInfo kInfo{
    .id = "forbidden-action",
    .summary = "An action is used that the configuration forbids",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions security",
    .peers = "zizmor:forbidden-uses allstar:actions",
    .options = kOptions,
    .docs = R"(## What it does
Reports `uses` of other repositories that the rule's options forbid: a match of
`deny`, or no match of a non-empty `allow`. Without options it says nothing.

## Why is this bad?
An organisation's list of actions that it has looked at is worth something only
when a new one cannot slip in.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: evil/action@v1
```

```yaml,bad,file=.interlock.yml
version: 1
rules:
  forbidden-action:
    options:
      deny: ['evil/*']
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
```
)"};
static_assert(WellFormed(kInfo));

bool Matches(const std::vector<std::string>& patterns,
             const std::string& name) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return GlobMatch(AsciiLower(pattern), name);
  });
}

void Examine(const Project& project, const Context& context, Sink& out) {
  auto deny = context.options.Strings("deny");
  auto allow = context.options.Strings("allow");
  if (deny.empty() && allow.empty()) return;
  auto judge = [&](const Body& body, const Uses& uses) {
    if (uses.kind != UsesKind::kRemote) return;
    std::string name = AsciiLower(uses.repository);
    bool denied = Matches(deny, name);
    if (!denied && (allow.empty() || Matches(allow, name))) return;
    out.ReportIn(*body.source, uses.text.span, "'{}' {}",
                 Printable(uses.repository),
                 denied ? "is forbidden" : "is not among the allowed actions")
        .Help("use another, or change the rule's options in .interlock.yml")
        .Anchor(uses.text.text);
  };
  for (const Body& body : project.workflows->bodies) {
    if (body.job != nullptr) judge(body, body.job->uses);
    for (const Step& step : *body.steps) judge(body, step.uses);
  }
}

}  // namespace

extern constexpr Rule kForbiddenAction = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
