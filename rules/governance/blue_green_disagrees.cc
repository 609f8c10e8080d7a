// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "blue-green-disagrees",
    .summary = "The volume of green does not suit the data of blue",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "kubernetes database",
    .docs = R"(
## What it does
Follows a claim that is filled from a snapshot to the claim that the snapshot
was made of, and reports a smaller size (an error), another storage class and
other access modes (warnings). What is not in this repository is not compared.

## Why is this bad?
A volume cannot be smaller than the snapshot that fills it: the claim stays
pending, in the middle of the switch. On a slower class the new primary comes up
and then falls behind under the load that the old one carried.

```yaml,bad,file=k8s/db/blue-green.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: db-blue-pvc }
spec:
  resources: { requests: { storage: 200Gi } }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: db-snap }
spec:
  source: { persistentVolumeClaimName: db-blue-pvc }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: db-green-pvc }
spec:
  dataSource: { kind: VolumeSnapshot, name: db-snap }
  resources: { requests: { storage: 100Gi } }
```

```yaml,good,file=k8s/db/blue-green.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: db-blue-pvc }
spec:
  resources: { requests: { storage: 200Gi } }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: db-snap }
spec:
  source: { persistentVolumeClaimName: db-blue-pvc }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: db-green-pvc }
spec:
  dataSource: { kind: VolumeSnapshot, name: db-snap }
  resources: { requests: { storage: 200Gi } }
```
)"};
static_assert(WellFormed(kInfo));

// Claims and snapshots by their names. Overlays repeat objects: of several
// with one name the one of the same file is meant, else it is not known which.
class Objects {
 public:
  explicit Objects(const GovernanceSet& set) {
    for (const Manifest& one : set.manifests()) {
      bool wanted = one.Is("", "PersistentVolumeClaim") ||
                    one.Is("snapshot.storage.k8s.io", "VolumeSnapshot");
      if (wanted) by_name_[{one.kind, one.space, one.name}].push_back(&one);
    }
  }

  const Manifest* Find(const Manifest& beside, std::string_view kind,
                       std::string_view name) const {
    auto at = by_name_.find({kind, beside.space, name});
    if (name.empty() || at == by_name_.end()) return nullptr;
    if (at->second.size() == 1) return at->second.front();
    auto same = std::ranges::lower_bound(
        at->second, beside.source->path(), {},
        [](const Manifest* one) { return one->source->path(); });
    bool found = same != at->second.end() && (*same)->source == beside.source;
    return found ? *same : nullptr;
  }

 private:
  using Name = std::tuple<std::string_view, std::string_view, std::string_view>;
  std::map<Name, std::vector<const Manifest*>> by_name_;  // in path order
};

// The claim whose data fills this one.
const Manifest* OriginOf(const Objects& objects, const Manifest& claim) {
  const Node* from = At(claim.spec, "dataSource");
  std::string_view kind = TextAt(from, "kind");
  const Manifest* filled = objects.Find(claim, kind, TextAt(from, "name"));
  if (filled == nullptr || kind == "PersistentVolumeClaim") return filled;
  return objects.Find(claim, "PersistentVolumeClaim",
                      TextAt(filled->spec, "source.persistentVolumeClaimName"));
}

void Compare(const Manifest& green, const Manifest& blue, Sink& out) {
  constexpr std::string_view kSize = "resources.requests.storage";
  const Node* size = At(green.spec, kSize);
  const Node* before = At(blue.spec, kSize);
  auto bytes = ReadQuantity(TextAt(green.spec, kSize));
  auto needed = ReadQuantity(TextAt(blue.spec, kSize));
  if (bytes && needed && *bytes < *needed) {
    out.ReportIn(*green.source, size->span,
                 "{} asks for {}, and its snapshot was made of {}",
                 Printable(green.name), size->text, before->text)
        .Help("ask for at least {}", before->text)
        .Related(*blue.source, before->span, "the volume that fills it");
  }
  const Node* type = At(green.spec, "storageClassName");
  const Node* old = At(blue.spec, "storageClassName");
  if (type == nullptr || old == nullptr || type->text == old->text) return;
  out.ReportIn(*green.source, type->span, "{} has class {}, and {} has {}",
               Printable(green.name), Printable(type->text),
               Printable(blue.name), Printable(old->text))
      .At(Severity::kWarning)
      .Help("use the class that carries the load of today")
      .Related(*blue.source, old->span, "the class of the volume before");
}

void Check(const Project& project, const Context&, Sink& out) {
  Objects objects(*project.governance);
  for (const Manifest& one : project.governance->manifests()) {
    if (!one.Is("", "PersistentVolumeClaim")) continue;
    const Manifest* origin = OriginOf(objects, one);
    if (origin != nullptr && origin != &one) Compare(one, *origin, out);
  }
}

}  // namespace

extern constexpr Rule kBlueGreenDisagrees = On<Project, Check>(kInfo);

}  // namespace interlock::governance
