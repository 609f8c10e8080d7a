// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "yaml-duplicate-key",
                         .summary = "A YAML mapping holds the same key twice",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports keys that a mapping of a YAML file already holds.

## Why is this bad?
YAML forbids it, and readers differ: GitHub refuses the workflow, most libraries
keep the last value and drop the first in silence. Half of what is written is
not in force.

```yaml,bad,file=.ci/config/release.yml
canary:
  steps: [5, 25, 100]
  steps: [50, 100]
```

```yaml,good,file=.ci/config/release.yml
canary:
  steps: [5, 25, 100]
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportDuplicates(file, Language::kYaml, out);
}

}  // namespace

extern constexpr Rule kYamlDuplicateKey = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
