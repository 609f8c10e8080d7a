// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/dependabot.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "dependabot-runs-code",
    .summary = "Updates run the code of packages that nobody has looked at",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "6.0",
    .tags = "github-actions security",
    .peers = "zizmor:dependabot-execution",
    .docs = R"(## What it does
Reports `insecure-external-code-execution: allow` in `.github/dependabot.yml`.

## Why is this bad?
Dependabot then runs install scripts of the versions that it tries, with access
to the private registries that it was given.

```yaml,bad,file=.github/dependabot.yml
version: 2
updates:
  - package-ecosystem: bundler
    directory: /
    insecure-external-code-execution: allow
```

```yaml,good,file=.github/dependabot.yml
version: 2
updates:
  - package-ecosystem: bundler
    directory: /
    insecure-external-code-execution: deny
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  for (const Node* entry : DependabotUpdates(file)) {
    if (!entry->IsMapping()) continue;
    const Node* allow = entry->Find("insecure-external-code-execution");
    if (allow == nullptr || allow->text != "allow") continue;
    out.Report(allow->span, "'insecure-external-code-execution' is allowed")
        .Help("remove the line, or say deny");
  }
}

}  // namespace

extern constexpr Rule kDependabotRunsCode = On<InputFile, Check>(kInfo);

}  // namespace interlock::workflow
