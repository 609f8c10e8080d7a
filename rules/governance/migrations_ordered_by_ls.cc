// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/script_lines.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "migrations-ordered-by-ls",
    .summary = "Migrations run in the order that ls and the locale give",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "scripts",
    .peers = "shellcheck:SC2045",
    .docs = R"(
## What it does
Reports shell scripts that take a list of SQL files from `ls`, without sorting
it.

## Why is this bad?
`ls` sorts by the locale: `10_add.sql` stands before `9_make.sql`, and in many
locales upper and lower case are mixed, so two machines run them in different
orders. A blank in a name makes two files of one.

```sh,bad,file=.ci/scripts/db_apply.sh
for file in $(ls "$dir"/*.sql); do
  psql -f "$file"
done
```

```sh,good,file=.ci/scripts/db_apply.sh
export LC_ALL=C
for file in "$dir"/*.sql; do
  psql -f "$file"
done
```

## How to do it
Let the shell expand the pattern with `LC_ALL=C` and give all versions the same
number of digits; better, let a migration runner keep the order and remember
what has run.
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  std::string_view extension = Extension(file.path());
  bool shell = extension == ".sh" || extension == ".bash";
  if (file.kind != FileKind::kScript || !shell) return;
  for (Span list : FindListedMigrations(*file.source)) {
    out.Report(list, "{} orders the migrations by the locale of the machine",
               Printable(file.source->Text(list)))
        .Help("loop over the pattern itself, with LC_ALL=C");
  }
}

}  // namespace

extern constexpr Rule kMigrationsOrderedByLs = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
