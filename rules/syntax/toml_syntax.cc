// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "toml-syntax",
                         .summary = "A TOML file that cannot be read",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports TOML that no parser accepts, with the place where reading stops. A key
that is written twice is such a mistake in TOML.

## Why is this bad?
The tool that reads the file stops, or falls back to its defaults. For a
scanner's exceptions that means a release blocked, or exceptions nobody sees.

```toml,bad,file=osv-scanner.toml
[[IgnoredVulns]]
id = GHSA-67hx-6x53-jw92
```

```toml,good,file=osv-scanner.toml
[[IgnoredVulns]]
id = "GHSA-67hx-6x53-jw92"
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportErrors(file, Language::kToml, out);
}

}  // namespace

extern constexpr Rule kTomlSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
