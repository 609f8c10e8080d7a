// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "parsers/sql/reserved_words.h"
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

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachNewName(file, context, [&](const NewName& name) {
    if (!IsReserved(name.text)) return;
    out.Report(name.span, "{} {} is a reserved word", NameOf(name.kind),
               name.text)
        .Help("choose another name while it is new");
  });
}

}  // namespace

extern constexpr Rule kReservedWordName = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
