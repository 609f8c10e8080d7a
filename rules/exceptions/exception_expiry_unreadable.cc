// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/exceptions/expiry.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-expiry-unreadable",
    .summary = "The end of a vulnerability exception is no date",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kError,
    .fix = FixKind::kSafe,
    .tags = "security supply-chain",
    .docs = R"(## What it does
Reports entries of exception files whose end cannot be read as `YYYY-MM-DD` (or
a date and time as RFC 3339 writes them). Days that no calendar has, such as
2026-02-30, are reported, too.

The fix fills in missing zeros and puts hyphens for slashes and dots where the
year comes first. Other orders are ambiguous and left to you.

## Why is this bad?
What happens then depends on the tool: Trivy drops the line, JavaScript takes
the entry for one that never ends or never counts, and a check that compares
texts thinks that 2026-9-1 is later than 2026-10-01.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-9-1
    reason: URL-encoded bodies are refused by the gateway
    approver: security@example.org
```

```yaml,good,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-09-01
    reason: URL-encoded bodies are refused by the gateway
    approver: security@example.org
```
)"};
static_assert(WellFormed(kInfo));

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  for (const Exception& entry : file.entries) {
    const Field& field = entry.expiry.field;
    if (!entry.active || !entry.expiry.unreadable()) continue;
    auto finding = out.Report(entry.EndPlace(),
                              "the end of the exception for {} is "
                              "no date: '{}'",
                              entry.Name(), Printable(field.text))
                       .Help("write it as YYYY-MM-DD")
                       .Anchor(entry.id.text);
    std::string repaired = RepairedDate(field.text);
    // Quotes around the text stay as they are.
    std::string_view written = file.source->Text(field.span);
    size_t at = written.find(field.text);
    if (repaired.empty() || at == std::string_view::npos) continue;
    uint32_t begin = field.span.begin + static_cast<uint32_t>(at);
    uint32_t end = begin + static_cast<uint32_t>(field.text.size());
    finding.Replace("write " + repaired, {begin, end}, repaired);
  }
}

}  // namespace

extern constexpr Rule kExceptionExpiryUnreadable =
    On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
