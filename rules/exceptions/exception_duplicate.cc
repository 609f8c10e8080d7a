// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-duplicate",
    .summary = "A vulnerability exception is written twice",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kWarning,
    .tags = "security supply-chain",
    .docs = R"(## What it does
Reports entries of one file with the same id, package and conditions as an
earlier entry.

## Why is this bad?
Some tools read the first entry, some the last. Whoever renews or removes one of
them believes the matter settled, while the other still counts.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-03-31
    reason: URL-encoded bodies are refused by the gateway
    approver: security@example.org
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-06-30
    reason: Not reachable
    approver: security@example.org
```

```yaml,good,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-03-31
    reason: URL-encoded bodies are refused by the gateway
    approver: security@example.org
  - id: CVE-2024-45590
    package: body-parser@2.0.0
    expires: 2026-03-31
    reason: URL-encoded bodies are refused by the gateway
    approver: security@example.org
```
)"};
static_assert(WellFormed(kInfo));

std::string KeyOf(const Exception& entry) {
  // Zero bytes cannot occur in any of them as written.
  return fmt::format("{}\x01{}\x01{}", AsciiLower(entry.id.text),
                     entry.package.text, entry.scope);
}

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  std::map<std::string, const Exception*> seen;
  for (const Exception& entry : file.entries) {
    if (!entry.active || !entry.id.stated) continue;
    auto [at, first] = seen.emplace(KeyOf(entry), &entry);
    if (first) continue;
    out.Report(entry.place, "the exception for {} is written twice",
               entry.Name())
        .Help("keep one of the two, with the end that was approved")
        .Related(*file.source, at->second->place, "first written here")
        .Anchor(entry.id.text);
  }
}

}  // namespace

extern constexpr Rule kExceptionDuplicate = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
