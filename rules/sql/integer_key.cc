// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/new_columns.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "integer-key",
    .summary = "A key of type integer runs out at 2147483647",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .fix = FixKind::kUnsafe,
    .tags = "types",
    .peers =
        "squawk:prefer-bigint-over-int "
        "squawk:prefer-bigint-over-smallint squawk:prefer-big-int "
        "pgls:preferBigInt pgls:preferBigintOverInt "
        "pgls:preferBigintOverSmallint pgfence:prefer-bigint "
        "migrationpilot:MP037 diesel-guard:ShortIntegerPrimaryKeyCheck "
        "online_migrations:short_primary_key_type pgrubic:TP009 "
        "pgrubic:TP010",
    .docs = R"(
## What it does

Reports a new primary key or identity column of type integer or smallint,
`serial` among them. For those who like strictness: off by default.

## Why is this bad?

The key runs out after 2147483647 numbers, those of failed INSERTs included. To
widen it then means to rewrite the table and every table that points at it,
under ACCESS EXCLUSIVE, at the worst of times. bigint costs four bytes a row,
often none for alignment.

```sql,bad
CREATE TABLE orders (id integer PRIMARY KEY);
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY);
```

## How to do it

Use bigint for keys and for columns that refer to them.

## When the facts are not known

Nothing needs to be known. The fix changes a new table alone.
)"};
static_assert(WellFormed(kInfo));

std::string_view WiderThan(std::string_view type) {
  if (type == "int4" || type == "int2") return "bigint";
  bool serial = type == "serial" || type == "serial4" ||
                type == "smallserial" || type == "serial2";
  return serial ? "bigserial" : "";
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachNewColumn(file, context, [&](const NewColumn& at, const Moment&) {
    const ColumnDef& column = at.column;
    std::string_view wider = WiderThan(column.type.name());
    if (wider.empty() || column.type.array_dims() > 0) return;
    bool counts = wider == "bigserial" ||
                  column.generated == Generated::kIdentityAlways ||
                  column.generated == Generated::kIdentityByDefault;
    if (!counts && !at.IsPrimaryKey()) return;
    auto finding =
        out.Report(column.type.span, "{} runs out of numbers: use {}",
                   column.name.text, wider);
    finding.Help("make it {}, and each column that refers to it bigint", wider);
    if (at.IsFixable()) {
      finding.Replace("make it wider", column.type.span, std::string(wider));
    }
  });
}

}  // namespace

extern constexpr Rule kIntegerKey = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
