// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/schema.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "config-unknown-key",
    .summary = "A release config has a key that nothing reads",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .docs = R"(
## What it does
Reports keys of `release.yml`, `slo.yml` and `db.yml` below `.ci/config` that
are not in their schema (`docs/release.schema.json`, `docs/slo.schema.json`,
`docs/db.schema.json`), with the key that was most likely meant. A file of which
no key is known belongs to another program and is left alone.

The fix writes the key that was meant.

## Why is this bad?
A misspelled key changes nothing and nobody is told. The canary then runs with
the fallback, not with the window that the change was about.

```yaml,bad,file=.ci/config/release.yml
canary:
  steps: [5, 25, 100]
  window_secs: 300
  min_request: 500
```

```yaml,good,file=.ci/config/release.yml
canary:
  steps: [5, 25, 100]
  window_secs: 300
  min_requests: 500
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    for (const Fault& fault : FindFaults(file)) {
      if (fault.kind != FaultKind::kUnknownKey) continue;
      // Without a near key it may be one of a program beside interlock.
      auto finding =
          out.ReportIn(*file.source, fault.span, "{}", fault.message)
              .At(fault.near.empty() ? Severity::kNote : Severity::kWarning)
              .Help("{}", fault.help);
      if (fault.near.empty()) continue;
      Fix fix{"write " + fault.near, FixKind::kUnsafe, {}, {}};
      fix.edits.push_back({file.source, fault.span, fault.near});
      finding.With(std::move(fix));
    }
  }
}

}  // namespace

extern constexpr Rule kConfigUnknownKey = On<Project, Check>(kInfo);

}  // namespace interlock::config
