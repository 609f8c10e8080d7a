// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-name-ignored",
    .summary = "The framework passes over a file because of its name",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "order",
    .docs = R"(
## What it does

Reports a SQL file that stands among the migrations of a framework and whose
name the framework does not take for a migration: `add_index.sql` among the
`003_orders.up.sql` of golang-migrate, or `V3_orders.sql`, with one underscore,
among Flyway's.

## Why is this bad?

The file does not run, and nothing says so: the release goes out with code that
expects a column that is not there. Some runners refuse the whole folder.

```sql,bad,file=db/migrations/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,bad,file=db/migrations/V2_parcels.sql
CREATE TABLE parcels (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/V2__parcels.sql
CREATE TABLE parcels (id bigint PRIMARY KEY);
```

## How to do it

Rename the file as the framework wants it, or move it to another folder if it is
no migration.

## When the facts are not known

Only goose, dbmate, golang-migrate, sqlx, Flyway and Supabase decide by names.
Rollback scripts and schema dumps (`rollback.sql`, `schema.sql`,
`structure.sql`) are left alone, and so are files for other databases.
)"};
static_assert(WellFormed(kInfo));

bool IsKnownExtra(std::string_view name) {
  return name == "schema.sql" || name == "structure.sql" ||
         name.find("rollback") != name.npos || name == "seed.sql" ||
         name == "seeds.sql";
}

// Files in the folder itself, not below it.
void Check(const History& history, const Context& context, Sink& out) {
  if (history.lone) return;
  if (TakesName(history.framework, "") == Answer::kUnknown) return;
  std::string prefix = history.folder.empty() ? "" : history.folder + "/";
  const auto& files = context.project.files;
  auto at = std::ranges::lower_bound(
      files, prefix, {},
      [](const InputFile& f) -> const std::string& { return f.path(); });
  size_t named = 0;
  std::vector<const InputFile*> others;
  for (; at != files.end() && at->path().starts_with(prefix); ++at) {
    std::string_view name = std::string_view(at->path()).substr(prefix.size());
    if (at->sql == nullptr || name.find('/') != name.npos) continue;
    if (TakesName(history.framework, name) == Answer::kYes) {
      ++named;
    } else if (!IsKnownExtra(name) && !IsOtherDialect(at->path())) {
      others.push_back(&*at);
    }
  }
  // Where few names fit, the framework was guessed wrong.
  if (named < 1 || others.size() > named) return;
  for (const InputFile* file : others) {
    out.ReportIn(*file->source, HeadOf(file->source->text()),
                 "{} does not run {}: its name is no migration's",
                 NameOf(history.framework), Printable(BaseName(file->path())))
        .Help("name it {}, or move it elsewhere",
              NamePattern(history.framework));
  }
}

}  // namespace

extern constexpr Rule kMigrationNameIgnored = On<History, Check>(kInfo);

}  // namespace interlock::sql
