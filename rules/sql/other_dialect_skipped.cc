// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/folders.h"
#include "analyzers/sql/order.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "other-dialect-skipped",
                         .summary = "SQL for another database is not checked",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kNote,
                         .tags = "dialect",
                         .docs = R"(
## What it does

Says, once for each folder, that its SQL files are written for another database
and are not looked into. A folder or a file's ending names the database
(`mysql/`, `init.sqlite.sql`), or Prisma's lock file or Drizzle's journal does,
or a neighbour of the same name does (`mysql_dump.sql` beside
`postgres_dump.sql`), or the text: where PostgreSQL refuses it, more than one
word in it is of another database (`AUTO_INCREMENT`, backquotes, `PRAGMA`), and
nothing in the folder is PostgreSQL's own.

## Why is this bad?

It need not be. But silence would look like a clean bill: nothing was checked
here.

```sql,bad,file=db/mysql/migrations/001_orders.sql
CREATE TABLE `orders` (`id` int AUTO_INCREMENT PRIMARY KEY);
```

```sql,good,file=db/postgres/migrations/001_orders.sql
CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
```

## How to do it

List the folder under `exclude` to be asked no more. If it is PostgreSQL after
all, give it a name that says so.
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  std::map<std::string_view, std::vector<const InputFile*>> folders;
  Folders known;
  for (const InputFile& file : project.files) {
    if (file.sql == nullptr) continue;
    if (!project.IsForeign(*file.sql)) continue;
    std::string_view folder = DirName(file.path());
    if (known.Of(folder).alien) continue;
    if (BaseName(file.path()) == "migration.sql") folder = DirName(folder);
    folders[folder].push_back(&file);
  }
  for (const auto& [folder, files] : folders) {
    const Source& source = *files.front()->source;
    out.ReportIn(source, HeadOf(source.text()),
                 "{} of {} for another database {} not checked",
                 files.size() == 1 ? "a file" : "files",
                 folder.empty() ? "this folder" : Printable(folder),
                 files.size() == 1 ? "is" : "are")
        .Help("list the folder under `exclude` to be told no more");
  }
}

}  // namespace

extern constexpr Rule kOtherDialectSkipped = On<Project, Check>(kInfo);

}  // namespace interlock::sql
