// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "enum-value-unplaced",
    .summary = "A new value of an enum sorts behind all others",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "enum style",
    .peers = "squawk:require-enum-value-ordering pgfence:enum-value-ordering",
    .docs = R"(
## What it does

Reports `ALTER TYPE ... ADD VALUE` without BEFORE or AFTER. Only seen by those
who ask for pedantic findings.

## Why is this bad?

Values of an enum compare and sort in the order of their list. Where nothing is
said, the new one comes last, which `ORDER BY` and `<` then believe; the order
cannot be changed afterwards.

```sql,bad
ALTER TYPE order_state ADD VALUE 'returned';
```

```sql,good
ALTER TYPE order_state ADD VALUE 'returned' AFTER 'shipped';
```

## How to do it

Write AFTER with the value that is last today, if last is what is meant.

## When the facts are not known

The statement says it all; nothing else is asked.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddEnumValue& op, const Context&, Sink& out) {
  if (!op.neighbour.empty()) return;
  out.Report(op.span, "'{}' sorts behind all other values of {}", op.value.text,
             op.type.name)
      .Help("write BEFORE or AFTER another value");
}

}  // namespace

extern constexpr Rule kEnumValueUnplaced = On<AddEnumValue, Check>(kInfo);

}  // namespace interlock::sql
