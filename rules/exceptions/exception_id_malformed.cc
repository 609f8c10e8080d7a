// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/advisory_id.h"
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-id-malformed",
    .summary = "A vulnerability exception has an id that names nothing",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kError,
    .tags = "security supply-chain",
    .docs = R"(## What it does
Reports entries of exception files whose id looks like one of a known scheme but
is not: CVE, GHSA, RUSTSEC, PYSEC and GO. Entries without any id are reported,
too. Ids of other schemes, such as `AVD-KSV-0014` or a module's name, are left
alone.

## Why is this bad?
Scanners compare ids letter by letter. An id with a slip silences nothing, or
worse, is believed to cover a vulnerability that nobody ever looked at.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-XYZ
    package: some-lib@1.2.3
    expires: 2026-03-31
    reason: No fixed version yet, runs in a sandbox
    approver: security@example.org
```

```yaml,good,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: some-lib@1.2.3
    expires: 2026-03-31
    reason: No fixed version yet, runs in a sandbox
    approver: security@example.org
```
)"};
static_assert(WellFormed(kInfo));

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  for (const Exception& entry : file.entries) {
    // Some tools may be told of a package instead; exception-too-wide looks
    // at how much of it.
    bool by_package = file.format == Format::kGrype ||
                      file.format == Format::kOsvScanner ||
                      file.format == Format::kDependencyCheck;
    if (!entry.id.stated && by_package) continue;
    if (!entry.id.stated) {
      out.Report(entry.place, "an exception has no id{}{}",
                 entry.package.stated ? ", its package is " : "",
                 Printable(entry.package.text))
          .Help("name the vulnerability it is for: {}", "CVE-2024-12345");
      continue;
    }
    IdFault fault = FindIdFault(entry.id.text);
    if (fault.found.empty()) continue;
    auto finding = out.Report(entry.id.span, "'{}' is no vulnerability id: {}",
                              Printable(entry.id.text), fault.found)
                       .Anchor(entry.id.text);
    if (fault.near.empty()) {
      finding.Help("write it like {}", fault.expected);
    } else {
      finding.Help("did you mean {}?", fault.near);
    }
  }
}

}  // namespace

extern constexpr Rule kExceptionIdMalformed = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
