// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-version-duplicate",
    .summary = "Two migrations of one history have the same version",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "order",
    .peers = "atlas:non-linear migrationpilot:SQ001",
    .docs = R"(
## What it does

Reports the second of two migrations whose version the framework cannot tell
apart: `003_a.sql` beside `0003_b.sql`, `V1.0__a.sql` beside `V1__b.sql`.

## Why is this bad?

Most runners remember what ran by its version alone. golang-migrate, goose,
dbmate, sqlx, Flyway, Diesel and Supabase stop at the second file, or fail when
they write its version down. Numbered files without a runner run in the order of
their whole names, which is luck rather than a decision. It happens when two
branches take the same next number and both are merged.

```sql,bad,file=db/migrations/002_a.sql
CREATE TABLE a (id int);
```

```sql,bad,file=db/migrations/0002_b.sql
CREATE TABLE b (id int);
```

```sql,good,file=db/migrations/002_a.sql
CREATE TABLE a (id int);
```

```sql,good,file=db/migrations/003_b.sql
CREATE TABLE b (id int);
```

## How to do it

Rename the migration that was merged last, and that no lasting database has run
yet, to the next free number. Let new numbers be times
(`20260115093000_name.sql`), which seldom collide.

## When the facts are not known

Frameworks whose migrations have no number (Prisma, sql-migrate, Sqitch,
Liquibase, Drizzle) are left alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context& context, Sink& out) {
  if (history.lone) return;
  std::map<std::string, const Migration*> seen;
  for (const Migration& migration : history.migrations) {
    if (BaseName(migration.path).starts_with("R__")) continue;
    std::string key = VersionKey(history.framework, migration.version);
    if (key.empty()) continue;
    auto [at, fresh] = seen.emplace(key, &migration);
    if (fresh) continue;
    const Migration* shown = &migration;
    const Migration* other = at->second;
    if (shown->up == nullptr) std::swap(shown, other);
    if (shown->up == nullptr) continue;
    const Source& source = *shown->up->source;
    auto finding = out.ReportIn(
        source, HeadOf(source.text()), "version {} is taken by {} as well",
        Printable(key), Printable(BaseName(other->path)));
    if (RefusesDuplicates(history.framework)) {
      finding.Help("{} stops here: give it a version of its own",
                   NameOf(history.framework));
    } else {
      finding.At(Severity::kWarning)
          .Help("their order is an accident: give it a version of its own");
    }
    if (other->up != nullptr) {
      const Source& first = *other->up->source;
      finding.Related(first, HeadOf(first.text()), "the other one");
    }
  }
  (void)context;
}

}  // namespace

extern constexpr Rule kMigrationVersionDuplicate = On<History, Check>(kInfo);

}  // namespace interlock::sql
