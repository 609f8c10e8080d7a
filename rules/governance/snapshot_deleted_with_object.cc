// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <vector>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "snapshot-deleted-with-object",
    .summary = "Deleting the snapshot object deletes the snapshot itself",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "kubernetes backup",
    .docs = R"(
## What it does
Reports a `VolumeSnapshotClass` with `deletionPolicy: Delete` of which a
`VolumeSnapshot` of this repository is made: by name, or because it is the only
class here. A class that no snapshot here uses is left alone.

## Why is this bad?
The snapshot is what the database is restored from when the switch from blue to
green goes wrong. With `Delete`, whoever cleans up the namespace, or lets Helm
uninstall it, deletes the snapshot in the storage as well.

```yaml,bad,file=k8s/db/snapshot.yaml
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: csi-snap }
driver: ebs.csi.aws.com
deletionPolicy: Delete
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: db-snap, namespace: prod }
spec:
  volumeSnapshotClassName: csi-snap
  source: { persistentVolumeClaimName: db-pvc }
```

```yaml,good,file=k8s/db/snapshot.yaml
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: csi-snap }
driver: ebs.csi.aws.com
deletionPolicy: Retain
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: db-snap, namespace: prod }
spec:
  volumeSnapshotClassName: csi-snap
  source: { persistentVolumeClaimName: db-pvc }
```

## How to do it
Set `deletionPolicy: Retain`, and delete old snapshots by their age.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kGroup = "snapshot.storage.k8s.io";

void Check(const Project& project, const Context&, Sink& out) {
  std::vector<const Manifest*> classes;
  // The first snapshot of each class; "" for those that name none.
  std::map<std::string_view, const Manifest*> snapshots;
  for (const Manifest& one : project.governance->manifests()) {
    if (one.Is(kGroup, "VolumeSnapshotClass")) classes.push_back(&one);
    if (!one.Is(kGroup, "VolumeSnapshot")) continue;
    snapshots.emplace(TextAt(one.spec, "volumeSnapshotClassName"), &one);
  }
  for (const Manifest* type : classes) {
    const Node* policy = type->node->Find("deletionPolicy");
    if (policy == nullptr || policy->text != "Delete") continue;
    auto used = snapshots.find(type->name);
    if (used == snapshots.end() && classes.size() == 1) {
      used = snapshots.find("");
    }
    if (used == snapshots.end()) continue;
    const Manifest& snapshot = *used->second;
    out.ReportIn(*type->source, policy->span,
                 "deleting {} deletes the snapshot in the storage, too",
                 Printable(snapshot.name))
        .Help("set deletionPolicy: Retain")
        .Related(*snapshot.source, snapshot.place, "made of this class");
  }
}

}  // namespace

extern constexpr Rule kSnapshotDeletedWithObject = On<Project, Check>(kInfo);

}  // namespace interlock::governance
