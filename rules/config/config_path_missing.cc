// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "config-path-missing",
    .summary = "A release config names a file that is not there",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kError,
    .docs = R"(
## What it does
Looks up the paths that `db.yml` names: the folder of the migrations
(`schema_dir`), the script that takes them back (`rollback_sql`) and the
documents that a change must bring (`required_docs`).

## Why is this bad?
A gate that looks for a document at the wrong place refuses every change until
somebody takes the gate away. A folder that is empty lets every change through:
there is no migration in it to judge.

```yaml,bad,file=.ci/config/db.yml
engine: postgres
schema_dir: database/migrations
```

```yaml,good,file=.ci/config/db.yml
engine: postgres
schema_dir: .ci/config
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Project& project, const ConfigFile& file, const Node* node,
          std::string_view what, Sink& out) {
  if (node == nullptr || !node->IsScalar() || node->IsNull()) return;
  std::string path = NormalPath(node->text);
  if (!path.empty() && (path == "." || project.Exists(path))) return;
  out.ReportIn(*file.source, node->span, "{} '{}' is not in this repository",
               what, Printable(node->text))
      .Help("write its path from the root of the repository");
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const ConfigFile& file : project.configs->files()) {
    if (file.sort != Sort::kDb) continue;
    Look(project, file, file.At("schema_dir"), "the folder of migrations", out);
    Look(project, file, file.At("rollback_sql"), "the rollback script", out);
    const Node* docs = file.At("required_docs");
    if (docs == nullptr) continue;
    for (const Node* doc : docs->items) {
      Look(project, file, doc, "the required document", out);
    }
  }
}

}  // namespace

extern constexpr Rule kConfigPathMissing = On<Project, Check>(kInfo);

}  // namespace interlock::config
