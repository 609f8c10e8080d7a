// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "enum-type-created",
    .summary = "The values of an enum can be added to, but never removed",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "enum style",
    .peers = "eugene:W13 pgls:creatingEnum pgrubic:GN006",
    .docs = R"(
## What it does

Reports `CREATE TYPE ... AS ENUM`. Only seen by those who ask for pedantic
findings.

## Why is this bad?

PostgreSQL has no way to take a value out of an enum, or to change the order of
its values. Doing so means another type and a rewrite of every table that uses
it.

```sql,bad
CREATE TYPE order_state AS ENUM ('open', 'shipped');
```

```sql,good
CREATE TABLE order_states (name text PRIMARY KEY);
```

## How to do it

Use a lookup table and a foreign key, or a text column with a CHECK that can be
replaced by one that is NOT VALID at first. Keep enums for lists that are
closed for good.

## When the facts are not known

The statement says it all; nothing else is asked.
)"};
static_assert(WellFormed(kInfo));

void Check(const CreateEnum& op, const Context&, Sink& out) {
  out.Report(op.span, "no value of the enum {} can be removed later",
             op.type.name)
      .Help("use a lookup table, or text with a CHECK");
}

}  // namespace

extern constexpr Rule kEnumTypeCreated = On<CreateEnum, Check>(kInfo);

}  // namespace interlock::sql
