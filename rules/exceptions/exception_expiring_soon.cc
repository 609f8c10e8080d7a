// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/exceptions/pack.h"

namespace interlock::exceptions {
namespace {

constexpr OptionInfo kOptions[] = {
    {"days", OptionType::kInt, "14", "How many days ahead to warn"},
};

constexpr RuleInfo kInfo{
    .id = "exception-expiring-soon",
    .summary = "A vulnerability exception ends within days",
    .since = "0.1.0",
    .category = Category::kException,
    .severity = Severity::kWarning,
    .tags = "security supply-chain",
    .options = kOptions,
    .docs = R"(## What it does
Reports entries of exception files that still hold but end within `days` days.

## Why is this bad?
On the day after, the scan fails for everybody at once, most often in the middle
of an unrelated release. An upgrade takes longer than that morning.

The examples are read on 2026-01-15.

```yaml,bad,file=.security/allowlist.yaml
exceptions:
  - id: CVE-2024-21538
    package: cross-spawn@7.0.3
    expires: 2026-01-20
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

void Check(const ExceptionFile& file, const Context& ctx, Sink& out) {
  int64_t limit = ctx.options.Int("days");
  for (const Exception& entry : file.entries) {
    if (!entry.active || !entry.expiry.last_day) continue;
    int left = entry.expiry.last_day->DaysSince(ctx.project.today);
    if (left < 0 || left > limit) continue;
    std::string when = left == 0   ? "today is its last day"
                       : left == 1 ? "it has 1 day left"
                                   : fmt::format("it has {} days left", left);
    out.Report(entry.EndPlace(), "the exception for {} ends on {}: {}",
               entry.Name(), Printable(entry.expiry.field.text), when)
        .Help("upgrade {} now, or agree on a new end before that day",
              entry.package.stated ? Printable(entry.package.text)
                                   : "what is affected")
        .Anchor(entry.id.text);
  }
}

}  // namespace

extern constexpr Rule kExceptionExpiringSoon = On<ExceptionFile, Check>(kInfo);

}  // namespace interlock::exceptions
