// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-too-wide",
    .summary = "An exception hides more than anybody has looked at",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kWarning,
    .tags = "security supply-chain",
    .docs = R"(
## What it does
Reports entries that name no vulnerability, or a pattern that all match: an id
`*`, a Grype rule on a state alone, a package without its version in Grype and
OSV-Scanner, a bare package name in audit-ci, a `cvssBelow` of 7 or more or a
package `.*` in dependency-check.

## Why is this bad?
The exception was granted for what was known that day. What is found tomorrow in
the same package is hidden, too, and the scan stays green.

```yaml,bad,file=.grype.yaml
ignore:
  - fix-state: not-fixed
    reason: Nothing to do about them  # expires: 2026-03-31
```

```yaml,good,file=.grype.yaml
ignore:
  - vulnerability: CVE-2023-4911
    fix-state: not-fixed
    reason: glibc is not in the image  # expires: 2026-03-31
```
)"};
static_assert(WellFormed(kInfo));

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  for (const Exception& entry : file.entries) {
    if (!entry.active || entry.too_wide.empty()) continue;
    out.Report(entry.place, "this hides {}: {}", entry.too_wide, entry.Name())
        .Help("name the vulnerability, and the version that has it")
        .Anchor(entry.id.text);
  }
}

}  // namespace

extern constexpr Rule kExceptionTooWide = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
