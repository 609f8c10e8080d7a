// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "resource-attributes-unsourced",
    .summary = "Nothing reads the file of resource attributes",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "telemetry",
    .docs = R"(
## What it does
Reports `.env` files below `.ci/` that set `OTEL_RESOURCE_ATTRIBUTES` when no
workflow, and no script that interlock reads, names the file.

## Why is this bad?
The attributes tie a trace to the pull request, the build and the deployment
that it came from. Without them, "did it begin with this release?" is answered
by hand, while the canary waits.

```sh,bad,file=.ci/otel/resource-attrs.env
OTEL_RESOURCE_ATTRIBUTES=service.namespace=acme
```

```sh,good,file=.ci/otel/resource-attrs.env
OTEL_RESOURCE_ATTRIBUTES=service.namespace=acme
```

```yaml,good,file=.github/workflows/ci.yml
on: [pull_request]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: cat .ci/otel/resource-attrs.env >> "$GITHUB_ENV"
```
)"};
static_assert(WellFormed(kInfo));

bool Names(const Project& project, const InputFile& env) {
  std::string_view name = BaseName(env.path());
  return std::ranges::any_of(project.files, [&](const InputFile& file) {
    bool reads = file.kind == FileKind::kWorkflow ||
                 file.kind == FileKind::kAction ||
                 file.kind == FileKind::kScript;
    return reads && file.source->text().find(name) != std::string_view::npos;
  });
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const InputFile& file : project.files) {
    if (file.kind != FileKind::kEnv || file.tree == nullptr) continue;
    const Node* root = file.tree->root();
    const Member* set =
        root ? root->FindMember("OTEL_RESOURCE_ATTRIBUTES") : nullptr;
    if (set == nullptr || Names(project, file)) continue;
    out.ReportIn(*file.source, set->key->span,
                 "no workflow and no script reads {}", file.path())
        .Help("source it, or append it to $GITHUB_ENV, in the first step");
  }
}

}  // namespace

extern constexpr Rule kResourceAttributesUnsourced = On<Project, Check>(kInfo);

}  // namespace interlock::governance
