// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-key-ignored",
    .summary = "An exception file has a key that its tool skips",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "security supply-chain",
    .docs = R"(
## What it does
Reports keys of an entry, and words on a line of `.trivyignore` or
`.nancy-ignore`, that the tool of the file does not read. A key that was meant
to end the entry is an error, for the entry never ends; others are warnings. In
a home-made allowlist any key may mean something.

The fix writes the key that was meant, where that is plain.

## Why is this bad?
`expires: 2026-03-31` in `.trivyignore.yaml` looks like an end and is none:
Trivy reads `expired_at` alone. The exception that everybody believes to be
limited holds for ever.

```yaml,bad,file=.trivyignore.yaml
vulnerabilities:
  - id: CVE-2023-52425
    expires: 2026-03-31
    statement: No XML is parsed by the service
```

```yaml,good,file=.trivyignore.yaml
vulnerabilities:
  - id: CVE-2023-52425
    expired_at: 2026-03-31
    statement: No XML is parsed by the service
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kEndWords[] = {"expir", "until", "exp=", "exp:"};

bool MeansEnd(std::string_view key) {
  std::string lower = AsciiLower(key);
  for (std::string_view word : kEndWords) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  const FormatFacts& facts = file.facts();
  for (const Exception& entry : file.entries) {
    if (!entry.active) continue;
    for (const Field& key : entry.ignored) {
      bool end = MeansEnd(key.text) && !entry.expiry.field.stated;
      auto finding = out.Report(key.span, "{} skips '{}'{}", facts.tool,
                                Printable(key.text),
                                end ? ", so the exception never ends" : "")
                         .At(end ? Severity::kError : Severity::kWarning)
                         .Anchor(entry.id.text);
      if (end && facts.ends == Ends::kByComment) {
        finding.Help("{} knows no end; write a comment `{} YYYY-MM-DD`",
                     facts.tool, facts.expiry_key);
        continue;
      }
      std::string_view near =
          end ? facts.expiry_key : Nearest(key.text, facts.keys);
      if (near.empty()) {
        finding.Help("take it away, or say it in a comment");
        continue;
      }
      finding.Help("did you mean '{}'?", near);
      if (!facts.keys.empty()) {
        finding.Replace("write " + std::string(near), key.span,
                        std::string(near));
      }
    }
  }
}

}  // namespace

extern constexpr Rule kExceptionKeyIgnored = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
