// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "yaml-syntax",
                         .summary = "A YAML file that cannot be read",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports YAML that no parser accepts, with the place where reading stops.

## Why is this bad?
A workflow that is no YAML never runs, and a required check that it should
produce stays pending. A configuration that is no YAML stops the release, or is
skipped without a word.

```yaml,bad,file=.ci/config/slo.yml
slo:
  window: [30d
  target: 99.9
```

```yaml,good,file=.ci/config/slo.yml
slo:
  window: [30d]
  target: 99.9
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportErrors(file, Language::kYaml, out);
}

}  // namespace

extern constexpr Rule kYamlSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
