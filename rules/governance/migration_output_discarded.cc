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

constexpr RuleInfo kInfo{.id = "migration-output-discarded",
                         .summary = "What a migration says is thrown away",
                         .since = "0.1.0",
                         .category = Category::kGovernance,
                         .severity = Severity::kWarning,
                         .tags = "scripts",
                         .docs = R"(
## What it does
Reports commands in shell scripts that run migrations (`psql -f`, flyway,
liquibase, goose, dbmate, atlas, alembic, sqitch) with both their output and
their errors sent to `/dev/null`.

## Why is this bad?
The gate says FAIL and nothing else. The error of the server, with the line and
the constraint, is gone; it is found again by running the migration by hand, on
the database that the gate should have spared.

```sh,bad,file=.ci/scripts/db_dryrun.sh
psql "$CONN" -f "$file" >/dev/null 2>&1 || echo "FAIL $file"
```

```sh,good,file=.ci/scripts/db_dryrun.sh
psql "$CONN" -f "$file" 2>&1 | tee -a result.txt
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kRunners[] = {
    "flyway", "liquibase", "goose", "dbmate", "atlas", "alembic", "sqitch"};

bool Migrates(const shell::Command& command) {
  std::string_view name = shell::CommandName(command);
  if (name == "psql") {
    auto arguments = ArgumentsOf(command);
    return std::ranges::any_of(arguments, [](std::string_view word) {
      return word == "-f" || word.starts_with("--file");
    });
  }
  return std::ranges::find(kRunners, name) != std::end(kRunners);
}

// Where both outputs go nowhere, or an empty span.
Span Discarded(const shell::Command& command) {
  Span out, errors;
  for (const shell::Redirect& one : command.redirects) {
    bool writes = one.kind == shell::RedirectKind::kOutput ||
                  one.kind == shell::RedirectKind::kAppend;
    std::string_view target = one.target->sketch;
    if (writes && target == "/dev/null") {
      if (one.both || one.descriptor != 2) out = one.span;
      if (one.both || one.descriptor == 2) errors = one.span;
    }
    bool copies = one.kind == shell::RedirectKind::kDuplicate &&
                  one.descriptor == 2 && target == "1";
    if (copies && !out.empty()) errors = one.span;
  }
  return out.empty() || errors.empty() ? Span{} : out.Cover(errors);
}

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kScript || !IsShellPath(file.path())) return;
  ShellFile shell(file.source->text());
  for (const shell::Site& site : shell.sites) {
    if (!Migrates(*site.command)) continue;
    Span discarded = Discarded(*site.command);
    if (discarded.empty()) continue;
    out.Report(discarded, "nobody learns why {} failed",
               Printable(shell::CommandName(*site.command)))
        .Help("keep the output: 2>&1 | tee -a a file that the job uploads");
  }
}

}  // namespace

extern constexpr Rule kMigrationOutputDiscarded = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
