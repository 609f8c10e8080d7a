// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/reversibility.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "if-not-exists-hides-column-type",
    .summary = "ADD COLUMN IF NOT EXISTS keeps a column of another type",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "schema",
    .peers = "safe-migrate:schema-drift",
    .docs = R"(
## What it does

Reports `ADD COLUMN IF NOT EXISTS` where an earlier migration already made the
column with another type.

## Why is this bad?

The server finds a column of that name, says so in a notice, and keeps it as it
is. The migration succeeds, and from then on the code believes in a type that
the table does not have.

```sql,bad
CREATE TABLE parcels (id bigint PRIMARY KEY, weight int);
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS weight numeric(10, 3);
```

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, weight int);
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS weight int;
```

## How to do it

1. If the new type is meant, add a column under another name, fill it, and move
   the code over.
2. If the old one is, write the type that is there, or drop the statement.

## When the facts are not known

A column that the history does not show is not reported, nor one that unseen
code may have changed since.
)"};
static_assert(WellFormed(kInfo));

// Serial is another word for an integer with a default.
std::string_view Plain(std::string_view type) {
  if (type == "serial" || type == "serial4") return "int4";
  if (type == "bigserial" || type == "serial8") return "int8";
  if (type == "smallserial" || type == "serial2") return "int2";
  return type;
}

bool Same(const TypeName& a, const TypeName& b) {
  TypeShape x = *a.shape;
  TypeShape y = *b.shape;
  x.name = Plain(x.name);
  y.name = Plain(y.name);
  // A schema that is left out may be the one that is written.
  if (x.schema.empty() || y.schema.empty()) x.schema = y.schema;
  return x == y;
}

void Check(const AddColumn& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (!m.FindsColumn(op)) return;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr || !m.view.Trusts(*table)) return;
  auto column = m.view.FindColumn(*table, op.column.name.text);
  if (!column || column->type == nullptr) return;
  if (Same(*column->type, op.column.type)) return;
  auto finding = out.Report(
      op.span, "{} already has {} as {}: this keeps it and adds no {}",
      op.table.name, op.column.name.text, Spelled(*column->type),
      Spelled(op.column.type));
  const Migration* from = m.history.MigrationAt(column->typed);
  if (from != nullptr && from->up != nullptr && !column->type->span.empty()) {
    finding.Related(*from->up->source, column->type->span,
                    "the column got its type here");
  }
  finding.Help("add a column of another name, or write the type that is there");
}

}  // namespace

extern constexpr Rule kIfNotExistsHidesColumnType = On<AddColumn, Check>(kInfo);

}  // namespace interlock::sql
