// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr RuleInfo kInfo{
    .id = "exception-without-approver",
    .summary = "A vulnerability exception names nobody who accepted the risk",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kWarning,
    .tags = "security supply-chain",
    .docs = R"(## What it does
Reports entries of `.security/allowlist.yaml` and files like it that name no
approver. The formats of other tools have no place for one, so nothing is asked
of them.

## Why is this bad?
An exception is a decision to live with a known hole. Without a name nobody
decided it, and nobody can be asked whether it still holds.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: GHSA-9wv6-86v2-598j
    package: path-to-regexp@0.1.10
    expires: 2026-03-31
    reason: Routes are constant
```

```yaml,good,file=.security/allowlist.yaml
exceptions:
  - id: GHSA-9wv6-86v2-598j
    package: path-to-regexp@0.1.10
    expires: 2026-03-31
    reason: Routes are constant
    approver: security@example.org
```
)"};
static_assert(WellFormed(kInfo));

void Check(const ExceptionFile& file, const Context&, Sink& out) {
  if (!file.facts().has_approver) return;
  for (const Exception& entry : file.entries) {
    if (!entry.active || entry.approver.stated) continue;
    out.Report(entry.place, "the exception for {} has no approver",
               entry.Name())
        .Help("add `{}:` with the person or team that accepts the risk",
              file.facts().approver_key)
        .Anchor(entry.id.text);
  }
}

}  // namespace

extern constexpr Rule kExceptionWithoutApprover =
    On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
