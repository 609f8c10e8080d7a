// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-entry-unreadable",
    .summary = "A part of an exception file has the wrong shape",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kWarning,
    .docs = R"(## What it does
Reports parts of exception files that are not what their tool expects: a mapping
where a list of entries belongs, a list where a text belongs, an entry that is
neither a text nor a mapping.

## Why is this bad?
Most tools skip such a part without a word, or stop. Either way the exceptions
in it are not the ones that people believe to be in force.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  CVE-2024-45590:
    package: body-parser@1.20.2
    expires: 2026-03-31
```

```yaml,good,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-03-31
    reason: URL-encoded bodies are refused by the gateway
    approver: security@example.org
```
)"};
static_assert(WellFormed(kInfo));

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  for (const SyntaxError& oddity : file.oddities) {
    out.Report(oddity.span, "{} cannot read this: {}", file.facts().tool,
               oddity.message)
        .Help("{}", oddity.help);
  }
}

}  // namespace

extern constexpr Rule kExceptionEntryUnreadable =
    On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
