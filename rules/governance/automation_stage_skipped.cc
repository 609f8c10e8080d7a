// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "automation-stage-skipped",
    .summary = "A version is in production that the stage before does not have",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "automation",
    .docs = R"(
## What it does
Reads which version of an automation stands in which stage (`environments` of a
catalog entry) and reports a stage whose version is higher than that of the
nearest stage before it. Stages are known by their usual names: dev, test,
staging, prod.

## Why is this bad?
What runs in production was never tried where it should have been. The stage
exists so that a refund that is paid twice is paid twice there first.

```yaml,bad,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - id: refunds
    environments: { dev: 2.0.0, staging: 1.9.0, prod: 2.0.0 }
```

```yaml,good,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - id: refunds
    environments: { dev: 2.0.0, staging: 1.9.0, prod: 1.9.0 }
```
)"};
static_assert(WellFormed(kInfo));

// The first stage of each rank.
using Stages = std::array<const Member*, 4>;

Stages StagesOf(const Node& mapping) {
  Stages stages = {};
  for (const Member& member : mapping.members) {
    int rank = RankOfStage(member.key->text);
    if (rank < 0) continue;
    const Member*& place = stages[static_cast<size_t>(rank)];
    if (place == nullptr) place = &member;
  }
  return stages;
}

// The stage that stands nearest below `rank`, or null.
const Member* StageBefore(const Stages& stages, int rank) {
  for (int below = rank - 1; below >= 0; --below) {
    const Member* stage = stages[static_cast<size_t>(below)];
    if (stage != nullptr) return stage;
  }
  return nullptr;
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const Automation& one : AutomationsOf(*project.governance)) {
    if (one.stages == nullptr) continue;
    Stages stages = StagesOf(*one.stages);
    for (const Member& member : one.stages->members) {
      const Member* before = StageBefore(stages, RankOfStage(member.key->text));
      if (before == nullptr) continue;
      auto here = ReadVersion(member.value->text);
      auto there = ReadVersion(before->value->text);
      if (!here || !there || !(*there < *here)) continue;
      out.ReportIn(*one.source, member.value->span,
                   "{} has version {} in {}, and only {} in {}",
                   Printable(one.id->text), member.value->text,
                   Printable(member.key->text), before->value->text,
                   Printable(before->key->text))
          .Help("deploy it to {} first, and approve it there",
                Printable(before->key->text))
          .Related(*one.source, before->value->span, "the stage before");
    }
  }
}

}  // namespace

extern constexpr Rule kAutomationStageSkipped = On<Project, Check>(kInfo);

}  // namespace interlock::governance
