// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/compat.h"
#include "analyzers/sql/history.h"
#include "core/text.h"
#include "rules/sql/pack.h"
#include "rules/sql/release_queries.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "release-query-breaks",
    .summary = "A query of the running release does not survive the migrations",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility",
    .peers = "atlas:BC101 atlas:BC102",
    .docs = R"(
## What it does

Resolves the queries that the running release sends, named by
`postgresql.queries` of the config, against the schema after all migrations: a
folder of `.sql` files, such as those of sqlc, or an export of
pg_stat_statements, as CSV with a header or as JSON. Reports tables and columns
that are gone, names that two tables have by now, and, with `--since`, columns
whose type a new migration changes.

## Why is this bad?

Migrations run while the release before is still serving, and it comes back in a
rollback. A column that it asks for and that is gone turns each of its requests
into an error 42703 until the last old process has ended.

```yaml,bad,file=.interlock.yml
postgresql:
  queries: ["queries/*.sql"]
```

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,bad,file=db/migrations/002_drop.sql
ALTER TABLE orders DROP COLUMN note;
```

```sql,bad,file=queries/orders.sql
SELECT id, note FROM orders WHERE id = $1;
```

```yaml,good,file=.interlock.yml
postgresql:
  queries: ["queries/*.sql"]
```

```sql,good,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,good,file=db/migrations/002_add.sql
ALTER TABLE orders ADD COLUMN state text;
```

```sql,good,file=queries/orders.sql
SELECT id, note FROM orders WHERE id = $1;
```

## How to do it

Ship a release that no longer asks for it, wait until nobody would roll back
beyond that one, then drop it.

## When the facts are not known

Relations that the history does not create, views, functions, and queries that
could not be read in full are left alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  using Kind = QueryProblem::Kind;
  for (const QueryProblem& one : Problems(file, context.project)) {
    if (one.kind == Kind::kUnfilled) continue;
    std::string what = Printable(one.what);
    auto report = [&] {
      switch (one.kind) {
        case Kind::kNoTable:
          return out.Report(one.span, "table {} is gone after the migrations",
                            what);
        case Kind::kNoColumn:
          return out.Report(one.span, "column {} is gone after the migrations",
                            what);
        case Kind::kAmbiguous:
          return out.Report(one.span, "{} is ambiguous after the migrations",
                            what);
        default:
          return out.Report(one.span, "{} gets another type", what);
      }
    };
    FindingBuilder finding = report();
    finding.Help(
        "the release that sends this still runs while they do: change it "
        "first");
    if (one.cause != nullptr && one.cause_file != nullptr) {
      finding.Related(*one.cause_file->source, one.cause->span,
                      "by this migration");
    }
  }
}

}  // namespace

extern constexpr Rule kReleaseQueryBreaks = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
