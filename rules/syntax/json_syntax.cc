// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "json-syntax",
                         .summary = "A JSON file that cannot be read",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports JSON that no parser accepts, with the place where reading stops.
Comments and trailing commas are fine in files whose tools take them, such as
`tsconfig.json` and `*.jsonc`.

## Why is this bad?
A protection, an environment or a dashboard kept as JSON is sent to a service as
it is. The service refuses it, and what was there before stays in force.

```json,bad,file=.github/protection/main.json
{
  "enforce_admins": true,
  "required_status_checks": { "strict": true, "contexts": ["build"] },
}
```

```json,good,file=.github/protection/main.json
{
  "enforce_admins": true,
  "required_status_checks": { "strict": true, "contexts": ["build"] }
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportErrors(file, Language::kJson, out);
}

}  // namespace

extern constexpr Rule kJsonSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
