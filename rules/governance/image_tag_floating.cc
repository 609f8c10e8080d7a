// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "image-tag-floating",
    .summary = "A workload runs whatever image its tag points at today",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "kubernetes supply-chain",
    .peers =
        "kube-linter:latest-tag checkov:CKV_K8S_14 "
        "kube-score:container-image-tag",
    .docs = R"(
## What it does
Reports containers of Kubernetes workloads whose image has no tag, or one that
moves: latest, main, master, edge, nightly, stable. A digest is always fine.
Files in folders of tests, examples and local set-ups are left alone, and so are
names that something else fills in; with Skaffold, Tilt or Kustomize in the
repository those are the ones without a tag.

## Why is this bad?
Two nodes that pull on different days run different programs under one name. A
rollback to the manifest of last week brings back the image of today, so there
is no rollback.

```yaml,bad,file=k8s/backup.yaml
apiVersion: v1
kind: Pod
metadata: { name: backup }
spec:
  containers:
    - { name: backup, image: wal-g/wal-g:latest }
```

```yaml,good,file=k8s/backup.yaml
apiVersion: v1
kind: Pod
metadata: { name: backup }
spec:
  containers:
    - { name: backup, image: wal-g/wal-g:v3.0.3 }
```
)"};
static_assert(WellFormed(kInfo));

// Tools that write the tag when they deploy.
bool FillsTagsIn(const Project& project) {
  constexpr std::string_view kTools[] = {
      "skaffold.yaml", "Tiltfile", "kustomization.yaml", "kustomization.yml"};
  return std::ranges::any_of(project.paths, [&](const std::string& path) {
    return std::ranges::find(kTools, BaseName(path)) != std::end(kTools);
  });
}

void Check(const Project& project, const Context&, Sink& out) {
  const auto& manifests = project.governance->manifests();
  bool filled = !manifests.empty() && FillsTagsIn(project);
  for (const Manifest& one : manifests) {
    if (IsTrialPath(one.source->path())) continue;
    for (const Container& container : ContainersOf(one)) {
      if (container.image == nullptr) continue;
      ImageFault fault = FaultOf(container.image->text);
      if (fault == ImageFault::kNone) continue;
      if (fault == ImageFault::kNoTag && filled) continue;
      out.ReportIn(*one.source, container.image->span, "image {} of {} {}",
                   Printable(container.image->text), Printable(container.name),
                   fault == ImageFault::kNoTag
                       ? "has no tag, so it is whatever is newest"
                       : "has a tag that moves")
          .Help("pin a version, or better a digest");
    }
  }
}

}  // namespace

extern constexpr Rule kImageTagFloating = On<Project, Check>(kInfo);

}  // namespace interlock::governance
