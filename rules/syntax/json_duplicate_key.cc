// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "json-duplicate-key",
                         .summary = "A JSON object holds the same key twice",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports keys that an object of a JSON file already holds.

## Why is this bad?
Readers differ in which of the two values they keep. A setting that was
tightened in one place may still be loose in the other, and nobody is told.

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["build"] },
  "enforce_admins": false,
  "enforce_admins": true
}
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["build"] },
  "enforce_admins": true
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportDuplicates(file, Language::kJson, out);
}

}  // namespace

extern constexpr Rule kJsonDuplicateKey = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
