// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "analyzers/config/config.h"
#include "analyzers/config/templates.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-doc-unfilled",
    .summary = "A required document is still the bare template",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Reads the pages that `required_docs` of `db.yml` names and reports those that
nobody has filled in: empty ones, and ones whose every label is answered by
nothing or by the template's hint, such as `(low, medium, high)`, `<name>` or
TBD. Pages below `docs/`, `ops/`, `SECURITY/` and `runbooks/` whose path speaks
of migrations, releases, rollbacks, recovery or runbooks are read.

## Why is this bad?
The gate asks whether the page is there, and it is. Whoever is on call opens it
in the night of the failed migration and finds the questions, not the answers.

```yaml,bad,file=.ci/config/db.yml
engine: postgres
schema_dir: docs
required_docs: [docs/migrations/rollback.md]
```

```markdown,bad,file=docs/migrations/rollback.md
# Rollback
- Flags to flip: (names)
- Data to restore:
- Owner: TBD
```

```yaml,good,file=.ci/config/db.yml
engine: postgres
schema_dir: docs
required_docs: [docs/migrations/rollback.md]
```

```markdown,good,file=docs/migrations/rollback.md
# Rollback
- Flags to flip: read_new_orders
- Data to restore: none
- Owner: @acme/data
```
)"};
static_assert(WellFormed(kInfo));

bool ReadAsPage(FileKind kind) {
  return kind == FileKind::kMarkdown || kind == FileKind::kDocument;
}

void CheckDoc(const Project& project, const ConfigFile& file, const Node& doc,
              Sink& out) {
  if (!doc.IsScalar()) return;
  const InputFile* page = project.Find(NormalPath(doc.text));
  if (page == nullptr || !ReadAsPage(page->kind)) return;
  PageState state = StateOf(*page->source, page->markdown);
  if (state.answers > 0) return;
  auto finding =
      out.ReportIn(*file.source, doc.span, "the required document {} is {}",
                   Printable(doc.text),
                   state.open == 0 ? "empty" : "a bare template")
          .Help(
              "fill it in; a gate that asks for it checks nothing "
              "until then");
  if (state.open > 0) {
    finding.Related(*page->source, state.first_open, "not answered");
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    const Node* docs = file.At("required_docs");
    if (file.sort != Sort::kDb || docs == nullptr) continue;
    std::set<std::string_view> seen;
    for (const Node* doc : docs->items) {
      bool first = seen.insert(doc->text).second;
      if (first) CheckDoc(project, file, *doc, out);
    }
  }
}

}  // namespace

extern constexpr Rule kRequiredDocUnfilled = On<Project, Check>(kInfo);

}  // namespace interlock::config
