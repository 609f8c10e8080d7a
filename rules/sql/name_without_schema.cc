// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "analyzers/sql/targets.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "name-without-schema",
    .summary = "An object is named without its schema",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "style",
    .peers = "squawk:require-table-schema pgrubic:SM001 pgrubic:SM002",
    .docs = R"(
## What it does

Reports statements on tables, views, indexes and types that leave the schema to
search_path, once for each statement. Temporary tables have no schema to name.
For those who like strictness: off by default.

## Why is this bad?

Which object is meant then depends on the session: on the role's settings, on a
SET that an earlier migration left behind, on who may create objects in an
earlier schema of the path.

```sql,bad
ALTER TABLE orders ADD COLUMN note text;
```

```sql,good
ALTER TABLE app.orders ADD COLUMN note text;
```

## How to do it

Write `schema.name`, or set search_path at the top of each file and suppress
the rule there.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  Standing at = Locate(context.project.histories, file);
  if (at.migration == nullptr || at.is_down) return;
  uint32_t said = UINT32_MAX;
  for (const Op* op : file.ops) {
    if (op->statement == said || op->in_block) continue;
    if (file.statements[op->statement].section == Section::kDown) continue;
    // New indexes lie in their table's schema and may not name one.
    const auto* table = As<CreateTable>(*op);
    if (table != nullptr && table->persistence == Persistence::kTemporary) {
      continue;
    }
    ForEachTarget(*op, [&](const Name& name) {
      if (!name.schema.empty() || name.empty() || op->statement == said) return;
      const Relation* relation =
          at.history->catalog.At(at.migration->first).Find(name);
      if (relation != nullptr &&
          relation->persistence == Persistence::kTemporary) {
        return;
      }
      said = op->statement;
      out.Report(name.span, "{} is whatever search_path finds first", name.name)
          .Help("write its schema: <schema>.{}", name.name);
    });
  }
}

}  // namespace

extern constexpr Rule kNameWithoutSchema = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
