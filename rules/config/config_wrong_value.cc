// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/faults.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "config-wrong-value",
    .summary = "A release config has a value that cannot be read",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kError,
    .docs = R"(
## What it does
Reports values of `release.yml`, `slo.yml` and `db.yml` that are not of the kind
which their key takes: a text where a number belongs, a strategy that nobody
knows, a time without a unit.

## Why is this bad?
The program that reads the value stops in the middle of a release, or takes its
fallback: a canary that is watched for no time, a rollback that does nothing.

```yaml,bad,file=.ci/config/release.yml
rollback:
  strategy: helm-rollback
```

```yaml,good,file=.ci/config/release.yml
rollback:
  strategy: helm_rollback
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  ReportFaults(project, FaultKind::kWrongType, out);
}

}  // namespace

extern constexpr Rule kConfigWrongValue = On<Project, Check>(kInfo);

}  // namespace interlock::config
