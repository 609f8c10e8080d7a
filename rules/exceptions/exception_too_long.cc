// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/exceptions/expiry.h"
#include "analyzers/project/project.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max_days", OptionType::kInt, "90", "The longest time an exception holds"},
};

constexpr RuleInfo kInfo{
    .id = "exception-too-long",
    .summary = "A vulnerability exception holds for longer than agreed",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kNote,
    .tags = "security supply-chain",
    .options = kOptions,
    .docs = R"(## What it does
Reports entries of exception files that hold for more than `max_days` days:
counted from the day they were made when the entry states it (`created`), else
from today. Entries without any end are left to `exception-without-expiry`.

## Why is this bad?
The end is there so that somebody looks again. A year from now the code around
the vulnerable package is another, and its reason no longer holds.

The examples are read on 2026-01-15.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-45590
    package: body-parser@1.20.2
    expires: 2027-06-30
    reason: URL-encoded bodies are refused by the gateway
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

void Check(const ExceptionFile& file, const Context& ctx, Sink& out) {
  int64_t limit = ctx.options.Int("max_days");
  for (const Exception& entry : file.entries) {
    const Expiry& expiry = entry.expiry;
    if (!entry.active || !expiry.last_day) continue;
    if (*expiry.last_day < ctx.project.today) continue;
    // A date of creation in the future would make any end look near.
    std::optional<Date> created =
        LastDay(entry.created.text, DayRule::kInclusive);
    bool known = created && *created <= ctx.project.today;
    Date start = known ? *created : ctx.project.today;
    int days = expiry.last_day->DaysSince(start);
    if (days <= limit) continue;
    out.Report(entry.EndPlace(), "the exception for {} holds for {} days{}",
               entry.Name(), days, known ? "" : " from today")
        .Help("agree on an end within {} days; it can be renewed then", limit)
        .Anchor(entry.id.text);
  }
}

}  // namespace

extern constexpr Rule kExceptionTooLong = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
