// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "analyzers/governance/automation.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "automation-without-runbook",
    .summary = "Nobody has written down what to do when an automation fails",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "automation",
    .docs = R"(
## What it does
Looks for a heading with the id of each catalogued automation in the pages whose
name says runbook (`docs/RUNBOOKS.md`), and follows the `runbook:` of the files
of owners to its page and heading. Without any such page nothing is said about
automations that name none.

## Why is this bad?
The one who is woken has not written the automation. Whether an execution may be
started again, or pays twice, stands nowhere.

```yaml,bad,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: settlement, version: 1.0.0 }
```

```markdown,bad,file=docs/RUNBOOKS.md
## refunds
Never start an execution again.
```

```yaml,good,file=workflows/metadata/workflows_catalog.yaml
workflows:
  - { id: settlement, version: 1.0.0 }
```

```markdown,good,file=docs/RUNBOOKS.md
## settlement
Start it again; it skips what is done.
```
)"};
static_assert(WellFormed(kInfo));

bool IsRunbook(const InputFile& file) {
  if (file.kind != FileKind::kDocument) return false;
  std::string name = AsciiLower(BaseName(file.path()));
  return name.find("runbook") != std::string::npos;
}

// The headings of pages: whole, word by word, and as anchors name them.
using Headings = std::set<std::string, std::less<>>;

void AddHeadings(const InputFile& file, Headings& out) {
  for (const MarkdownBlock& block : file.markdown) {
    if (block.kind != BlockKind::kHeading) continue;
    std::string_view text = Trim(file.source->Text(block.text));
    for (std::string_view word : Split(text, ' ')) {
      while (word.starts_with('`')) word.remove_prefix(1);
      while (word.ends_with('`') || word.ends_with(':')) word.remove_suffix(1);
      out.emplace(word);
    }
    std::string anchor = AsciiLower(text);
    std::ranges::replace(anchor, ' ', '-');
    out.insert(std::move(anchor));
    out.emplace(text);
  }
}

using Pages = std::map<const InputFile*, Headings>;

// "docs/RUNBOOKS.md#refunds" of a file of owners.
void CheckReference(const Project& project, const Piece& piece,
                    const Node& reference, Pages& pages, Sink& out) {
  size_t hash = reference.text.find('#');
  std::string path = NormalPath(reference.text.substr(0, hash));
  if (path.empty() || reference.text.find("://") != std::string_view::npos) {
    return;
  }
  const InputFile* page = project.Find(path);
  if (page == nullptr && !project.Exists(path)) {
    out.ReportIn(*piece.source, reference.span, "there is no page {}",
                 Printable(path))
        .Help("write the runbook, or its path from the root");
    return;
  }
  if (page == nullptr || hash == std::string_view::npos) return;
  std::string_view heading = reference.text.substr(hash + 1);
  if (page->kind != FileKind::kDocument) return;
  auto [at, first] = pages.try_emplace(page);
  if (first) AddHeadings(*page, at->second);
  if (at->second.contains(heading)) return;
  out.ReportIn(*piece.source, reference.span, "{} has no heading '{}'", path,
               Printable(heading))
      .Help("add the heading, and what to do below it")
      .At(Severity::kNote);
}

void Check(const Project& project, const Context&, Sink& out) {
  Pages pages;
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kOwnership) continue;
    const Node* list = At(piece.tree->root(), "workflows");
    if (list == nullptr) continue;
    for (const Member& member : list->members) {
      const Node* reference = At(member.value, "runbook");
      bool text = reference != nullptr && reference->IsScalar();
      if (text) CheckReference(project, piece, *reference, pages, out);
    }
  }
  Headings all;
  const InputFile* first = nullptr;
  for (const InputFile& file : project.files) {
    if (!IsRunbook(file)) continue;
    AddHeadings(file, all);
    if (first == nullptr) first = &file;
  }
  if (first == nullptr) return;
  for (const Automation& one : AutomationsOf(*project.governance)) {
    if (all.contains(one.id->text)) continue;
    out.ReportIn(*one.source, one.id->span, "{} has no runbook in {}",
                 Printable(one.id->text), first->path())
        .Help("add a heading with its id, and what to do when it fails");
  }
}

}  // namespace

extern constexpr Rule kAutomationWithoutRunbook = On<Project, Check>(kInfo);

}  // namespace interlock::governance
