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
    .id = "dry-run-commits",
    .summary = "A dry run is applied for good when a file ends the transaction",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "postgresql github-actions",
    .docs = R"(## What it does
Reports `psql` with `-f`, `--single-transaction` (or `-1`) and `-c ROLLBACK`.

## Why is this bad?
The roll-back comes last, and only undoes what is still open. A migration that
holds a COMMIT is applied to the database, and the dry run says OK; one with
CREATE INDEX CONCURRENTLY fails although it is right, for it cannot run inside
a transaction.

```sh,bad,file=ci/dryrun.sh
psql "$CONN" -f "$file" -c 'ROLLBACK;' --single-transaction
```

```sh,good,file=ci/dryrun.sh
createdb --template=orders dryrun
psql dryrun -v ON_ERROR_STOP=1 -f "$file"
```

## How to fix it
Run migrations on a throwaway copy of the database, or use `interlock dryrun`,
which reads each file before it decides how to run it.
)"};
static_assert(WellFormed(kInfo));

void Judge(const AnyScript& one, const shell::Command& command, Sink& out) {
  if (shell::CommandName(command) != "psql") return;
  bool file = false;
  bool single = false;
  bool rolls_back = false;
  for (size_t i = 1; i < command.words.size(); ++i) {
    std::string word = shell::SketchOf(command.words[i], "*");
    if (word.starts_with("-f") || word.starts_with("--file")) file = true;
    if (word == "-1" || word == "--single-transaction") single = true;
    if (StartsWithIgnoringCase(Trim(word), "rollback") ||
        StartsWithIgnoringCase(word, "--command=rollback")) {
      rolls_back = true;
    }
  }
  if (!file || !single || !rolls_back) return;
  out.ReportIn(one.source, one.Place(command.span),
               "a COMMIT in the file makes psql apply it for good, and the "
               "dry run passes")
      .Help("run it on a throwaway copy, or with 'interlock dryrun'")
      .Anchor("psql");
}

void Examine(const Project& project, const Context&, Sink& out) {
  ForEachScript(project, [&](const AnyScript& one) {
    for (const shell::Site& site : one.sites) {
      Judge(one, *site.command, out);
    }
  });
}

}  // namespace

extern constexpr Rule kDryRunCommits = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
