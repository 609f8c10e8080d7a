// SPDX-License-Identifier: Apache-2.0
#include <map>

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

// What the files of owners say, by the id of an automation.
struct Owners {
  const Source* source = nullptr;  // the first such file
  std::map<std::string_view, bool> stated;
};

void AddOwner(const Node& entry, std::string_view id, Owners& out) {
  const Node* name = At(&entry, "owner");
  if (name == nullptr) name = At(&entry, "owners");
  bool said = name != nullptr && !name->IsNull() &&
              (!name->text.empty() || !name->items.empty());
  bool& stated = out.stated[id];
  stated = stated || said;
}

// Mappings by id, or lists of mappings with an id or a name.
Owners OwnersOf(const Project& project) {
  Owners out;
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kOwnership) continue;
    const Node* list = At(piece.tree->root(), "workflows");
    if (list == nullptr) continue;
    if (out.source == nullptr) out.source = piece.source;
    for (const Member& member : list->members) {
      AddOwner(*member.value, member.key->text, out);
    }
    for (const Node* item : list->items) {
      std::string_view id = TextAt(item, "id");
      AddOwner(*item, id.empty() ? TextAt(item, "name") : id, out);
    }
  }
  return out;
}

void Check(const Project& project, const Context&, Sink& out) {
  Owners owners = OwnersOf(project);
  if (owners.source == nullptr) return;
  for (const Automation& one : AutomationsOf(*project.governance)) {
    auto at = owners.stated.find(one.id->text);
    bool listed = at != owners.stated.end();
    if (listed && at->second) continue;
    out.ReportIn(
           *one.source, one.id->span, "{} {} in {}", Printable(one.id->text),
           listed ? "has no owner" : "is not listed", owners.source->path())
        .Help("name the team that answers for it there");
  }
}

}  // namespace

extern constexpr Rule kAutomationWithoutOwner = On<Project, Check>(kInfo);

}  // namespace interlock::governance
