// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "unlogged-table",
                         .summary = "An unlogged table is empty after a crash",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kNote,
                         .persona = Persona::kPedantic,
                         .tags = "design",
                         .peers = "pgrubic:GN020 migrationpilot:MP047",
                         .docs = R"(
## What it does

Reports `CREATE UNLOGGED TABLE`. For those who like strictness: off by default.

## Why is this bad?

The table is not in the write-ahead log: after a crash the server empties it,
on replicas it is always empty, and after a failover its rows are gone. To
change that later rewrites the table.

```sql,bad
CREATE UNLOGGED TABLE sessions (id bigint PRIMARY KEY);
```

```sql,good
CREATE TABLE sessions (id bigint PRIMARY KEY);
```

## How to do it

Use it for what can be made again at any time, such as the staging of a load,
and suppress the finding with that reason.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

void Check(const CreateTable& op, const Context&, Sink& out) {
  if (op.persistence != Persistence::kUnlogged) return;
  out.Report(op.span, "{} is empty after a crash or a failover", op.table.name)
      .Help("leave UNLOGGED out, unless its rows can be made again");
}

}  // namespace

extern constexpr Rule kUnloggedTable = On<CreateTable, Check>(kInfo);

}  // namespace interlock::sql
