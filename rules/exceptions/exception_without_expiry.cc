// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "rules/exceptions/lacking.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{.id = "exception-without-expiry",
                         .summary = "A vulnerability exception never ends",
                         .since = "0.1.0",
                         .category = Category::kException,
                         .severity = Severity::kWarning,
                         .tags = "security supply-chain",
                         .docs = R"(## What it does
Reports entries of exception files that state no end. For Grype, cargo-deny and
cargo-audit, which know none, a comment `# expires: 2026-03-31` on the entry's
lines or directly above it is understood.

Where a file has more than three entries and none of them ends, that is said
once.

## Why is this bad?
Nobody looks at such an entry again. Years later it hides the same
vulnerability in a place where it can be reached.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-21538
    package: cross-spawn@7.0.3
    reason: Only called by the build
    approver: security@example.org
```

```yaml,good,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-21538
    package: cross-spawn@7.0.3
    expires: 2026-03-31
    reason: Only called by the build
    approver: security@example.org
```
)"};
static_assert(WellFormed(kInfo));

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  const FormatFacts& facts = file.facts();
  if (facts.ends == Ends::kNever) return;
  // Under a key that the tool skips: exception-key-ignored says so.
  Lacking lacking = FindLacking(file, [](const Exception& entry) {
    return !entry.expiry.field.stated && !entry.MeantToEnd();
  });
  for (const Exception* entry : lacking.told) {
    std::string more;
    if (lacking.more > 0) {
      more = fmt::format(", and none of the {} others does", lacking.more);
    }
    auto finding = out.Report(entry->place, "the exception for {} never ends{}",
                              entry->Name(), more)
                       .Anchor(entry->id.text);
    if (facts.ends == Ends::kByField) {
      finding.Help("give it a last day: {} 2026-03-31, say", facts.expiry_key);
    } else {
      finding.Help(
          "{} knows no end; write a comment `{} YYYY-MM-DD` beside the entry",
          facts.tool, facts.expiry_key);
    }
  }
}

}  // namespace

extern constexpr Rule kExceptionWithoutExpiry = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
