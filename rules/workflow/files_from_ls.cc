// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"
#include "rules/workflow/shell_scripts.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "files-from-ls",
    .summary = "A loop over files takes its order and its names from ls",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports `for file in $(ls ...)` in scripts and in `run`.

## Why is this bad?
`ls` sorts as the locale says, so migrations run in one order on a developer's
machine and in another on the runner; names with blanks fall apart. When there
is no such file, the loop runs on nothing and succeeds.

```sh,bad,file=ci/apply.sh
for file in $(ls db/migrations/*.sql); do
  psql -f "$file"
done
```

```sh,good,file=ci/apply.sh
export LC_ALL=C
for file in db/migrations/*.sql; do
  psql -f "$file"
done
```
)"};
static_assert(WellFormed(kInfo));

bool IsList(const shell::Script& script, const shell::Part& part) {
  if (part.kind != shell::PartKind::kCommand || part.list == shell::kNoList) {
    return false;
  }
  const shell::List& list = script.at(part.list);
  if (list.items.size() != 1) return false;
  const auto& commands = list.items[0].pipeline.commands;
  return commands.size() == 1 && shell::CommandName(commands[0]) == "ls";
}

void Examine(const Project& project, const Context&, Sink& out) {
  ForEachScript(project, [&](const AnyScript& one) {
    for (const shell::Site& site : one.sites) {
      if (site.command->kind != shell::CommandKind::kFor) continue;
      for (const shell::Word& word : site.command->words) {
        bool listed = word.parts.size() == 1 &&
                      word.parts[0].quote == shell::Quote::kNone &&
                      IsList(one.script, word.parts[0]);
        if (!listed) continue;
        out.ReportIn(one.source, one.Place(word.span),
                     "the order and the names of {} are those of ls and the "
                     "locale",
                     Printable(word.span.In(one.script.text)))
            .Help("loop over the pattern itself, with LC_ALL=C")
            .Anchor(word.span.In(one.script.text));
      }
    }
  });
}

}  // namespace

extern constexpr Rule kFilesFromLs = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
