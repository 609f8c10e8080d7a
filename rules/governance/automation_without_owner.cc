// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{.id = "automation-without-owner",
                         .summary = "An automation runs that nobody owns",
                         .since = "0.1.0",
                         .category = Category::kGovernance,
                         .severity = Severity::kWarning,
                         .tags = "automation",
                         .docs = R"(
## What it does
Looks up each automation of a catalog in the files of owners (`ownership.yaml`)
and reports those that are missing there or have an empty `owner`. Without such
a file nothing is said.

## Why is this bad?
When the settlement fails at two in the morning, whoever is on call has to find
out first whom to ask.

```yaml,bad,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: settlement, version: 1.0.0 }
```

```yaml,bad,file=workflows/metadata/ownership.yaml
workflows:
  refunds: { owner: payments }
```

```yaml,good,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: settlement, version: 1.0.0 }
```

```yaml,good,file=workflows/metadata/ownership.yaml
workflows:
  settlement: { owner: payments }
```
)"};
static_assert(WellFormed(kInfo));

enum class Owner : uint8_t { kNoFile, kMissing, kEmpty, kThere };

// Mappings by id, or a list of mappings with an id.
const Node* EntryOf(const Node& list, std::string_view id) {
  for (const Node* item : list.items) {
    if (TextAt(item, "id") == id || TextAt(item, "name") == id) return item;
  }
  return list.Find(id);
}

Owner OwnerOf(const Project& project, std::string_view id,
              const Source*& source) {
  Owner owner = Owner::kNoFile;
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kOwnership) continue;
    const Node* list = At(piece.tree->root(), "workflows");
    if (list == nullptr) continue;
    source = piece.source;
    const Node* entry = EntryOf(*list, id);
    if (entry == nullptr) {
      if (owner == Owner::kNoFile) owner = Owner::kMissing;
      continue;
    }
    const Node* name = At(entry, "owner");
    if (name == nullptr) name = At(entry, "owners");
    bool said = name != nullptr && !name->IsNull() &&
                (!name->text.empty() || !name->items.empty());
    return said ? Owner::kThere : Owner::kEmpty;
  }
  return owner;
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const Automation& one : AutomationsOf(*project.governance)) {
    const Source* source = nullptr;
    Owner owner = OwnerOf(project, one.id->text, source);
    if (owner == Owner::kNoFile || owner == Owner::kThere) continue;
    out.ReportIn(*one.source, one.id->span, "{} {} in {}",
                 Printable(one.id->text),
                 owner == Owner::kMissing ? "is not listed" : "has no owner",
                 source->path())
        .Help("name the team that answers for it there");
  }
}

}  // namespace

extern constexpr Rule kAutomationWithoutOwner = On<Project, Check>(kInfo);

}  // namespace interlock::governance
