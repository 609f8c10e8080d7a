// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/new_names.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "reserved-word-name",
    .summary = "A name that is a reserved word and must always be quoted",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "style naming",
    .peers = "pgrubic:NM015 pgrubic:NM016 atlas:NM107",
    .docs = R"(
## What it does

Reports new tables, columns, indexes and constraints, and new names in RENAME,
that are reserved words of PostgreSQL's grammar, such as "user" or "order". For
those who like strictness: off by default.

## Why is this bad?

The name must be quoted wherever it is used. Where somebody forgets, the query
fails, or worse, means something else: `SELECT user FROM "user"` gives the name
of the role.

```sql,bad
CREATE TABLE "user" (id bigint PRIMARY KEY);
```

```sql,good
CREATE TABLE users (id bigint PRIMARY KEY);
```

## How to do it

Choose another word while the object is new.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

// Words that cannot be a name without quotes, in order.
constexpr std::string_view kReserved[] = {"all",
                                          "analyse",
                                          "analyze",
                                          "and",
                                          "any",
                                          "array",
                                          "as",
                                          "asc",
                                          "asymmetric",
                                          "authorization",
                                          "binary",
                                          "both",
                                          "case",
                                          "cast",
                                          "check",
                                          "collate",
                                          "collation",
                                          "column",
                                          "concurrently",
                                          "constraint",
                                          "create",
                                          "cross",
                                          "current_catalog",
                                          "current_date",
                                          "current_role",
                                          "current_schema",
                                          "current_time",
                                          "current_timestamp",
                                          "current_user",
                                          "default",
                                          "deferrable",
                                          "desc",
                                          "distinct",
                                          "do",
                                          "else",
                                          "end",
                                          "except",
                                          "false",
                                          "fetch",
                                          "for",
                                          "foreign",
                                          "freeze",
                                          "from",
                                          "full",
                                          "grant",
                                          "group",
                                          "having",
                                          "ilike",
                                          "in",
                                          "initially",
                                          "inner",
                                          "intersect",
                                          "into",
                                          "is",
                                          "isnull",
                                          "join",
                                          "lateral",
                                          "leading",
                                          "left",
                                          "like",
                                          "limit",
                                          "localtime",
                                          "localtimestamp",
                                          "natural",
                                          "not",
                                          "notnull",
                                          "null",
                                          "offset",
                                          "on",
                                          "only",
                                          "or",
                                          "order",
                                          "outer",
                                          "overlaps",
                                          "placing",
                                          "primary",
                                          "references",
                                          "returning",
                                          "right",
                                          "select",
                                          "session_user",
                                          "similar",
                                          "some",
                                          "symmetric",
                                          "system_user",
                                          "table",
                                          "tablesample",
                                          "then",
                                          "to",
                                          "trailing",
                                          "true",
                                          "union",
                                          "unique",
                                          "user",
                                          "using",
                                          "variadic",
                                          "verbose",
                                          "when",
                                          "where",
                                          "window",
                                          "with"};
static_assert(std::ranges::is_sorted(kReserved));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachNewName(file, context, [&](const NewName& name) {
    if (!std::ranges::binary_search(kReserved, name.text)) return;
    out.Report(name.span, "{} {} is a reserved word", NameOf(name.kind),
               name.text)
        .Help("choose another name while it is new");
  });
}

}  // namespace

extern constexpr Rule kReservedWordName = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
