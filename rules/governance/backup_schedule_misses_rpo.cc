// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/config.h"
#include "analyzers/governance/backup.h"
#include "analyzers/governance/cron.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "backup-schedule-misses-rpo",
    .summary = "Back-ups are made less often than the recovery point needs",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "kubernetes backup",
    .docs = R"(
## What it does
Compares the longest time between two runs of a `CronJob` that makes back-ups
with `recovery.rpo` of `db.yml`: the data that may be lost. When anything in
the manifests archives the log as well (`wal-push`, `archive_command`, a
`ScheduledBackup` operator), the interval says nothing, and neither does this
rule.

## Why is this bad?
When the database is lost just before the next back-up, everything since the
last one is gone. A promise of 15 minutes that is backed by a job each half hour
is broken on half of all days, and found out on one of them.

```yaml,bad,file=.ci/config/db.yml
engine: postgres
schema_dir: k8s
recovery: { rpo: 15m }
```

```yaml,bad,file=k8s/db/backup.yaml
apiVersion: batch/v1
kind: CronJob
metadata: { name: pg-backup }
spec: { schedule: '*/30 * * * *', concurrencyPolicy: Forbid }
```

```yaml,good,file=.ci/config/db.yml
engine: postgres
schema_dir: k8s
recovery: { rpo: 15m }
```

```yaml,good,file=k8s/db/backup.yaml
apiVersion: batch/v1
kind: CronJob
metadata: { name: pg-backup }
spec: { schedule: '*/10 * * * *', concurrencyPolicy: Forbid }
```
)"};
static_assert(WellFormed(kInfo));

const Node* RpoOf(const Project& project, const Source*& source) {
  for (const config::ConfigFile& file : project.configs->files()) {
    if (file.sort != config::Sort::kDb) continue;
    source = file.source;
    return file.At("recovery.rpo");
  }
  return nullptr;
}

void Check(const Project& project, const Context&, Sink& out) {
  const Source* source = nullptr;
  const Node* node = RpoOf(project, source);
  auto rpo = node != nullptr ? config::ReadDuration(node->text) : std::nullopt;
  if (!rpo || ArchivesLog(*project.governance)) return;
  for (const Manifest& one : project.governance->manifests()) {
    if (!IsBackupJob(one)) continue;
    const Node* schedule = At(one.spec, "schedule");
    if (schedule == nullptr) continue;
    auto gap = LongestGap(schedule->text);
    if (!gap || *gap * 60 <= *rpo) continue;
    out.ReportIn(*one.source, schedule->span,
                 "up to {} minutes pass between two back-ups of {}, and only "
                 "{} may be lost",
                 *gap, Printable(one.name), Printable(node->text))
        .Help("archive the log continuously, or make back-ups more often")
        .Related(*source, node->span, "what may be lost");
  }
}

}  // namespace

extern constexpr Rule kBackupScheduleMissesRpo = On<Project, Check>(kInfo);

}  // namespace interlock::governance
