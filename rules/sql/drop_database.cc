// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-database",
    .summary = "A migration drops a database, or all that a role owns",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "data-loss",
    .peers =
        "squawk:ban-drop-database pgls:banDropDatabase "
        "pgfence:drop-database migrationpilot:MP035 "
        "diesel-guard:DropDatabaseCheck pgrubic:US009",
    .docs = R"(
## What it does

Reports `DROP DATABASE`, `DROP OWNED` and `DROP TABLESPACE`.

## Why is this bad?

What they take is named nowhere in the file: all tables of a database, or all
objects of a role together with its grants. There is no way back but a backup.
DROP DATABASE also waits for, or ends, every session of the database.

```sql,bad
DROP DATABASE orders;
```

```sql,good
DROP TABLE scratch;
```

## How to do it

Drop objects by name, one release after the last that uses them. Databases are
removed by those who run the server, not by a migration of some release. To
remove a role, give its objects away first: `REASSIGN OWNED BY a TO b`.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

void Check(const ServerCommand& op, const Context&, Sink& out) {
  bool drops = op.what.starts_with("DROP DATABASE") ||
               op.what.starts_with("DROP OWNED") ||
               op.what.starts_with("DROP TABLESPACE");
  if (!drops) return;
  bool owned = op.what.starts_with("DROP OWNED");
  auto finding =
      owned ? out.Report(op.span,
                         "DROP OWNED takes every object and grant of the role")
            : out.Report(op.span, "a migration should not {}", op.what);
  finding.Help("{}",
               owned ? "REASSIGN OWNED first, then drop by name what is left"
                     : "leave this to those who run the server");
}

}  // namespace

extern constexpr Rule kDropDatabase = On<ServerCommand, Check>(kInfo);

}  // namespace interlock::sql
