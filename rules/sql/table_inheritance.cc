// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "table-inheritance",
    .summary = "A table inherits from another, but not its keys",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "design",
    .peers = "pgrubic:GN001 pgrubic:GN002 pgrubic:GN019",
    .docs = R"(
## What it does

Reports `INHERITS`, `ALTER TABLE ... INHERIT` and typed tables (`OF type`).
Partitions are left alone. For those who like strictness: off by default.

## Why is this bad?

Primary keys, unique constraints and foreign keys of the parent do not hold in
the child, so rows get in that the parent would refuse, and show in its
queries. An ALTER of the parent locks each child with ACCESS EXCLUSIVE. A typed
table cannot be changed by itself any more.

```sql,bad
CREATE TABLE orders_2025 () INHERITS (orders);
```

```sql,good
CREATE TABLE orders_2025 (LIKE orders INCLUDING ALL);
```

## How to do it

Use partitions to split a table, LIKE to copy its shape, and a foreign key to
extend it.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

struct Each {
  Sink& out;
  void operator()(const CreateTable& op, const Moment&) const {
    if (!op.origin->of_type.empty()) {
      out.Report(op.span, "{} can only be changed through type {}",
                 op.table.name, op.origin->of_type.name)
          .Help("write its columns out");
    }
    if (op.origin->inherits.empty()) return;
    out.Report(op.span, "{} inherits from {}, but not its keys", op.table.name,
               op.origin->inherits.front().name)
        .Help("use a partition, or repeat the keys");
  }
  void operator()(const AlterTable& op, const Moment&) const {
    if (op.change != TableChange::kInherit) return;
    out.Report(op.span, "{} inherits from {}, but not its keys", op.table.name,
               op.other.name)
        .Help("use a partition, or repeat the keys");
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<CreateTable, AlterTable>(file, context, Each{out});
}

}  // namespace

extern constexpr Rule kTableInheritance = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
