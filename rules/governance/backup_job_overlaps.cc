// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/backup.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "backup-job-overlaps",
    .summary = "A back-up may start while the one before still runs",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "kubernetes backup",
    .docs = R"(
## What it does
Reports a `CronJob` that makes back-ups and does not say `concurrencyPolicy:
Forbid` or `Replace`. A job makes back-ups when its name, its image or its
command says so: backup, wal-g, pgbackrest, pg_dump, barman, restic, velero.

## Why is this bad?
Without the setting Kubernetes allows any number at once. On the night when a
back-up takes longer than its interval, the second one starts, both read the
same disks, both get slower, and in the morning there are ten of them and no
back-up.

```yaml,bad,file=k8s/db/backup.yaml
apiVersion: batch/v1
kind: CronJob
metadata: { name: pg-backup }
spec:
  schedule: '*/30 * * * *'
```

```yaml,good,file=k8s/db/backup.yaml
apiVersion: batch/v1
kind: CronJob
metadata: { name: pg-backup }
spec:
  schedule: '*/30 * * * *'
  concurrencyPolicy: Forbid
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  for (const Manifest& one : project.governance->manifests()) {
    if (!IsBackupJob(one)) continue;
    const Node* policy = At(one.spec, "concurrencyPolicy");
    if (policy != nullptr && policy->text != "Allow") continue;
    out.ReportIn(*one.source, policy != nullptr ? policy->span : one.place,
                 "back-ups of {} may overlap: no concurrencyPolicy forbids it",
                 Printable(one.name))
        .Help("add concurrencyPolicy: Forbid below spec");
  }
}

}  // namespace

extern constexpr Rule kBackupJobOverlaps = On<Project, Check>(kInfo);

}  // namespace interlock::governance
