// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "repeated-alter-table",
    .summary = "ALTER TABLE statements in a row that could be one",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "lock style",
    .peers = "eugene:W12 pgls:multipleAlterTable migrationpilot:MP058",
    .docs = R"(
## What it does

Reports `ALTER TABLE` on a table in use right after another one on the same
table, where one statement could do both. Only seen by those who ask for
pedantic findings.

Statements that must stay apart are left alone: VALIDATE CONSTRAINT, and SET NOT
NULL beside a constraint that proves it. In one statement the server drops
constraints first and validates last, so that the proof is lost and the table is
read under ACCESS EXCLUSIVE.

## Why is this bad?

Each statement waits for its lock anew, and behind each wait everything queues.
Two changes of type rewrite the table twice.

```sql,bad
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
```

```sql,good
ALTER TABLE orders
  ADD COLUMN a int,
  ADD COLUMN b int;
```

## How to do it

Put the actions into one statement, separated by commas.

## When the facts are not known

A table that the history does not create is taken for one in use.
)"};
static_assert(WellFormed(kInfo));

// Actions that mean the same, and cost no more, beside one another.
const Name* Mergeable(const Op& op) {
  switch (op.kind) {
    case OpKind::kAddColumn:
      return &static_cast<const AddColumn&>(op).table;
    case OpKind::kAlterColumnType:
      return &static_cast<const AlterColumnType&>(op).table;
    case OpKind::kSetDefault:
      return &static_cast<const SetDefault&>(op).table;
    case OpKind::kDropNotNull:
      return &static_cast<const DropNotNull&>(op).table;
    case OpKind::kAddConstraint:
      return &static_cast<const AddConstraint&>(op).table;
    default:
      return nullptr;
  }
}

// The table that all of the statement's actions change, or null.
const Name* TableOf(const SqlFile& file, const Statement& statement) {
  const Name* table = nullptr;
  for (const Op* op : file.OpsOf(statement)) {
    const Name* one = Mergeable(*op);
    if (one == nullptr) return nullptr;
    table = one;
  }
  return table;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (file.statements.size() < 2) return;
  uint32_t done = UINT32_MAX;
  auto each = [&](const Op& op, const Moment& m) {
    if (op.statement == 0 || op.statement == done) return;
    done = op.statement;
    const Name* table = TableOf(file, m.statement());
    if (table == nullptr || !InUse(m, *table)) return;
    const Statement& before = file.statements[op.statement - 1];
    if (before.section != m.statement().section ||
        before.unit != m.statement().unit) {
      return;
    }
    const Name* other = TableOf(file, before);
    if (other == nullptr || other->name != table->name ||
        other->schema != table->schema) {
      return;
    }
    out.Report(op.span, "{} is altered again: one statement would do both",
               table->name)
        .Help("write it as another action of the ALTER TABLE before it");
  };
  ForEachOp<AddColumn, AlterColumnType, SetDefault, DropNotNull, AddConstraint>(
      file, context, each);
}

}  // namespace

extern constexpr Rule kRepeatedAlterTable = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
