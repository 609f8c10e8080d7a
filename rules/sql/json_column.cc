// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "json-column",
    .summary = "A column of type json, which knows no equality",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "type",
    .peers =
        "eugene:E3 strong_migrations:add_column_json "
        "pgfence:prefer-jsonb-over-json pgls:preferJsonb "
        "migrationpilot:MP041 diesel-guard:AddJsonColumnCheck pgrubic:TP008",
    .docs = R"(
## What it does

Reports columns of type `json` that are created, added or changed to. Only seen
by those who ask for pedantic findings.

## Why is this bad?

The type json has no equality operator. A query with DISTINCT, GROUP BY or
UNION over the table's columns, which worked before, fails as soon as the column
is there. No lock is involved.

```sql,bad
ALTER TABLE orders ADD COLUMN payload json;
```

```sql,good
ALTER TABLE orders ADD COLUMN payload jsonb;
```

## How to do it

Use jsonb. Keep json only where the text must come back byte for byte, with the
order of its keys and its duplicates, and say so in a suppression.

## When the facts are not known

The type is written in the statement; nothing else is asked.
)"};
static_assert(WellFormed(kInfo));

bool IsJson(const TypeName& type) {
  return type.name() == "json" && type.array_dims() == 0;
}

void Report(const TypeName& type, const Ident& column, const Name& table,
            Sink& out) {
  if (!IsJson(type)) return;
  out.Report(type.span.empty() ? column.span : type.span,
             "{} of {} is json, which DISTINCT, GROUP BY and UNION refuse",
             column.text, table.name)
      .Help("use jsonb");
}

void Check(const Op& op, const Context&, Sink& out) {
  if (const auto* create = As<CreateTable>(op)) {
    for (const ColumnDef& column : create->columns) {
      Report(column.type, column.name, create->table, out);
    }
  } else if (const auto* add = As<AddColumn>(op)) {
    Report(add->column.type, add->column.name, add->table, out);
  } else if (const auto* alter = As<AlterColumnType>(op)) {
    Report(alter->type, alter->column, alter->table, out);
  }
}

}  // namespace

extern constexpr Rule kJsonColumn =
    OnOps<Check, OpKind::kCreateTable, OpKind::kAddColumn,
          OpKind::kAlterColumnType>(kInfo);

}  // namespace interlock::sql
