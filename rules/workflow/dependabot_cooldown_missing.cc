// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/dependabot.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "dependabot-cooldown-missing",
    .summary = "Updates are proposed on the day that they are published",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "github-actions security",
    .peers = "zizmor:dependabot-cooldown",
    .docs = R"(## What it does
Reports entries of `updates` in `.github/dependabot.yml` without `cooldown`.

## Why is this bad?
Most malicious releases are found and withdrawn within days. Who updates on the
first day is the one who finds them.

```yaml,bad,file=.github/dependabot.yml
version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule:
      interval: daily
```

```yaml,good,file=.github/dependabot.yml
version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule:
      interval: daily
    cooldown:
      default-days: 7
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  for (const Node* entry : DependabotUpdates(file)) {
    if (!entry->IsMapping() || entry->Find("cooldown") != nullptr) continue;
    const Node* what = entry->Find("package-ecosystem");
    if (what == nullptr || !what->IsScalar()) continue;
    out.Report(what->span, "'{}' is updated on the day of a release",
               Printable(what->text))
        .Help(
            "add 'cooldown:' with 'default-days: 7'; security updates do "
            "not wait for it")
        .Anchor(what->text);
  }
}

}  // namespace

extern constexpr Rule kDependabotCooldownMissing = On<InputFile, Check>(kInfo);

}  // namespace interlock::workflow
