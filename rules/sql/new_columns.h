// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "rules/sql/in_use.h"

namespace interlock::sql {

// A column that a migration makes.
struct NewColumn {
  const ColumnDef& column;
  const Name& table;
  const CreateTable* created;  // null: added to a table that is there
  bool in_block;

  bool IsPrimaryKey() const {
    auto primary = [](const Constraint& constraint) {
      return constraint.kind == ConstraintKind::kPrimaryKey;
    };
    if (std::ranges::any_of(column.constraints(), primary)) return true;
    if (created == nullptr) return false;
    return std::ranges::any_of(created->constraints, [&](const auto& one) {
      return primary(one) &&
             std::ranges::find(one.columns, column.name.text, &Ident::text) !=
                 one.columns.end();
    });
  }
  // Nobody has rows in it, and the text is where it seems to be.
  bool IsFixable() const { return created != nullptr && !in_block; }
};

// Calls f(const NewColumn&, const Moment&) for each.
template <class F>
void ForEachNewColumn(const SqlFile& file, const Context& context, F f) {
  ForEachOp<CreateTable, AddColumn>(
      file, context, [&](const auto& op, const Moment& m) {
        if (const auto* table = As<CreateTable>(op)) {
          if (table->as_query) return;
          for (const ColumnDef& column : table->columns) {
            f(NewColumn{column, table->table, table, op.in_block}, m);
          }
        } else if (const auto* add = As<AddColumn>(op)) {
          f(NewColumn{add->column, add->table, nullptr, op.in_block}, m);
        }
      });
}

}  // namespace interlock::sql
