// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "rules/exceptions/lacking.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{.id = "exception-without-reason",
                         .summary = "A vulnerability exception gives no reason",
                         .since = "0.1.0",
                         .category = Category::kException,
                         .severity = Severity::kWarning,
                         .tags = "security supply-chain",
                         .docs = R"(## What it does
Reports entries of exception files that do not say why the vulnerability does no
harm. In `.trivyignore` and `.cargo/audit.toml`, and wherever the field is
missing, a comment on the entry's lines or directly above it is a reason. Above
bare ids on lines that follow each other it is the reason of all of them.

Where a file has more than three entries and none of them gives a reason, that
is said once.

## Why is this bad?
Whoever renews the exception cannot tell whether its ground still holds, so it
is renewed for ever.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2026-03-31
    approver: security@example.org
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
  std::string_view key = file.facts().reason_key;
  Lacking lacking = FindLacking(
      file, [](const Exception& entry) { return !entry.reason.stated; });
  for (const Exception* entry : lacking.told) {
    std::string more;
    if (lacking.more > 0) {
      more = fmt::format(", and none of the {} others does", lacking.more);
    }
    auto finding =
        out.Report(entry->place, "the exception for {} gives no reason{}",
                   entry->Name(), more)
            .Anchor(entry->id.text);
    if (key == "#") {
      finding.Help("say in a comment above it why it does no harm here");
    } else {
      finding.Help("say under `{}` why it does no harm here", key);
    }
  }
}

}  // namespace

extern constexpr Rule kExceptionWithoutReason = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
