// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kInt, "3",
     "The most key columns that are not reported"},
};

constexpr RuleInfo kInfo{
    .id = "wide-index",
    .summary = "An index over more columns than it can well use",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "index style",
    .peers = "strong_migrations:add_index_columns diesel-guard:WideIndexCheck",
    .options = kOptions,
    .docs = R"(
## What it does

Reports an index that is not unique and has more key columns than the option
`max`. Only seen by those who ask for pedantic findings.

## Why is this bad?

Each column makes the index larger and each write slower, while a query can use
only as many of them as it compares from the left on. Columns that are only read
belong into INCLUDE.

```sql,bad
CREATE INDEX CONCURRENTLY orders_wide_idx ON orders (a, b, c, d);
```

```sql,good
CREATE INDEX CONCURRENTLY orders_wide_idx ON orders (a, b) INCLUDE (c, d);
```

## How to do it

Start with the columns that are compared for equality, end with the one that is
sorted by, and put the rest into INCLUDE, or leave it out.

## When the facts are not known

The statement says it all; nothing else is asked.
)"};
static_assert(WellFormed(kInfo));

void Check(const CreateIndex& op, const Context& context, Sink& out) {
  // Only B-trees use their columns from the left on.
  if (op.unique || op.method != "btree") return;
  int64_t max = context.options.Int("max");
  if (static_cast<int64_t>(op.columns.size()) <= max) return;
  out.Report(op.keyword, "an index of {} over {} columns", op.table.name,
             op.columns.size())
      .Help("put columns that are only read into INCLUDE");
}

}  // namespace

extern constexpr Rule kWideIndex = On<CreateIndex, Check>(kInfo);

}  // namespace interlock::sql
