// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "core/text.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow_cascade", OptionType::kBool, "true",
     "Whether ON DELETE CASCADE may be used"},
};

constexpr RuleInfo kInfo{
    .id = "on-delete-unstated",
    .summary = "A foreign key that does not say what a DELETE does",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "style",
    .peers = "migrationpilot:MP086 pgrubic:CT001 pgrubic:CT002",
    .options = kOptions,
    .docs = R"(
## What it does

Reports foreign keys without `ON DELETE`; with the option `allow_cascade:
false` also those with ON DELETE CASCADE. For those who like strictness: off by
default.

## Why is this bad?

Whether rows go along, stay in the way or lose their reference is a decision;
left out, it is NO ACTION, and nobody can tell whether that was meant. CASCADE
deletes rows that nobody named, in one transaction, however many there are.

```sql,bad
CREATE TABLE items (order_id bigint REFERENCES orders (id));
```

```sql,good
CREATE TABLE items (order_id bigint REFERENCES orders (id) ON DELETE RESTRICT);
```

## How to do it

Write ON DELETE RESTRICT, SET NULL, CASCADE or NO ACTION.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

void Look(const Constraint& constraint, const SqlFile& file, bool allow_cascade,
          Sink& out) {
  if (constraint.kind != ConstraintKind::kForeignKey) return;
  std::string_view table = constraint.references().name;
  if (constraint.reference->on_delete == 'c' && !allow_cascade) {
    out.Report(constraint.span,
               "a DELETE from {} takes any number of rows with it", table)
        .Help("use ON DELETE RESTRICT and delete by name");
    return;
  }
  if (constraint.reference->on_delete != 'a') return;
  std::string text = AsciiLower(file.source->Text(constraint.span));
  if (text.find(" delete ") != text.npos) return;  // NO ACTION, written out
  out.Report(constraint.span, "what a DELETE from {} does is not said", table)
      .Help("write ON DELETE RESTRICT, SET NULL, CASCADE or NO ACTION");
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool cascade = context.options.Bool("allow_cascade");
  auto columns = [&](const ColumnDef& column) {
    for (const Constraint& one : column.constraints()) {
      Look(one, file, cascade, out);
    }
  };
  auto each = [&](const auto& op, const Moment&) {
    if (const auto* table = As<CreateTable>(op)) {
      for (const ColumnDef& column : table->columns) columns(column);
      for (const Constraint& one : table->constraints) {
        Look(one, file, cascade, out);
      }
    } else if (const auto* column = As<AddColumn>(op)) {
      columns(column->column);
    } else if (const auto* constraint = As<AddConstraint>(op)) {
      Look(constraint->constraint, file, cascade, out);
    }
  };
  ForEachOp<CreateTable, AddColumn, AddConstraint>(file, context, each);
}

}  // namespace

extern constexpr Rule kOnDeleteUnstated = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
