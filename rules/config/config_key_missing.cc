// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/faults.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "config-key-missing",
    .summary = "A release config lacks a key that it needs",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Reports parts of `release.yml`, `slo.yml` and `db.yml` without a key that makes
no sense to leave out: a canary without steps, a burn rate without a factor, a
database without the folder of its migrations.

## Why is this bad?
What reads the file falls back to something that nobody chose, or passes without
looking: an objective without a number is always met.

```yaml,bad,file=.ci/config/release.yml
canary:
  steps: [5, 25, 100]
```

```yaml,good,file=.ci/config/release.yml
canary:
  steps: [5, 25, 100]
  window_secs: 300
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  ReportFaults(project, FaultKind::kMissingKey, out);
}

}  // namespace

extern constexpr Rule kConfigKeyMissing = On<Project, Check>(kInfo);

}  // namespace interlock::config
