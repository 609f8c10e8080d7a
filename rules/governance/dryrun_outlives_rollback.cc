// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/governance/shell_files.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "dryrun-outlives-rollback",
    .summary = "A dry run that a migration can turn into the real thing",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "scripts dryrun",
    .docs = R"(
## What it does
Reports `psql` in shell scripts with a file (`-f`), a command that rolls back
(`-c ROLLBACK`) and `--single-transaction` or `-1`.

## Why is this bad?
psql puts everything into one transaction and relies on the last command to
undo it. A file with a `COMMIT` of its own ends that transaction: what it did is
applied for good, the `ROLLBACK` undoes nothing, and the dry run says OK. A file
with `CREATE INDEX CONCURRENTLY` cannot run so at all, although it is right.

```sh,bad,file=.ci/scripts/db_dryrun.sh
psql "$CONN" -f "$file" -c 'ROLLBACK;' --single-transaction
```

```sh,good,file=.ci/scripts/db_dryrun.sh
createdb --template=schema_clone dryrun
psql dryrun -v ON_ERROR_STOP=1 -f "$file"
dropdb dryrun
```

## How to do it
Run each file as in production, against a clone that is thrown away.
)"};
static_assert(WellFormed(kInfo));

bool IsRollback(std::string_view word) {
  return StartsWithIgnoringCase(Trim(word), "rollback");
}

bool Escapes(const shell::Command& command) {
  if (shell::CommandName(command) != "psql") return false;
  bool file = false, single = false, rollback = false;
  auto arguments = ArgumentsOf(command);
  for (size_t i = 0; i < arguments.size(); ++i) {
    std::string_view word = arguments[i];
    file = file || word == "-f" || word.starts_with("--file");
    single = single || word == "-1" || word == "--single-transaction";
    bool given = (word == "-c" || word == "--command") &&
                 i + 1 < arguments.size() && IsRollback(arguments[i + 1]);
    bool joined = word.starts_with("--command=") && IsRollback(word.substr(10));
    rollback = rollback || given || joined;
  }
  return file && single && rollback;
}

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kScript || !IsShellPath(file.path())) return;
  ShellFile shell(file.source->text());
  for (const shell::Site& site : shell.sites) {
    if (!Escapes(*site.command)) continue;
    out.Report(site.command->words.front().span,
               "psql keeps what a file with COMMIT did: ROLLBACK comes too "
               "late")
        .Help("run the file as it is, against a clone that is thrown away");
  }
}

}  // namespace

extern constexpr Rule kDryrunOutlivesRollback = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
