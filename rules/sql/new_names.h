// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "rules/sql/in_use.h"

namespace interlock::sql {

enum class NamedKind : uint8_t { kTable, kColumn, kIndex, kConstraint, kOther };
constexpr std::string_view NameOf(NamedKind kind) {
  switch (kind) {
    case NamedKind::kTable:
      return "table";
    case NamedKind::kColumn:
      return "column";
    case NamedKind::kIndex:
      return "index";
    case NamedKind::kConstraint:
      return "constraint";
    case NamedKind::kOther:
      break;
  }
  return "name";
}

// A name that a migration gives to something.
struct NewName {
  NamedKind kind;
  std::string_view text;
  Span span;
};

namespace internal {
template <class F>
void NamesOf(const ColumnDef& column, F& f) {
  f(NewName{NamedKind::kColumn, column.name.text, column.name.span});
  for (const Constraint& one : column.constraints()) {
    f(NewName{NamedKind::kConstraint, one.name.text, one.name.span});
  }
}
template <class F>
void NamesOf(const CreateTable& op, F& f) {
  f(NewName{NamedKind::kTable, op.table.name, op.table.span});
  if (!op.as_query) {
    for (const ColumnDef& column : op.columns) NamesOf(column, f);
  }
  for (const Constraint& one : op.constraints) {
    f(NewName{NamedKind::kConstraint, one.name.text, one.name.span});
  }
}
}  // namespace internal

// Calls f(const NewName&) for each that is written out.
template <class F>
void ForEachNewName(const SqlFile& file, const Context& context, F f) {
  auto named = [&](const NewName& name) {
    if (!name.text.empty()) f(name);
  };
  auto each = [&](const auto& op, const Moment&) {
    if (const auto* table = As<CreateTable>(op)) {
      internal::NamesOf(*table, named);
    } else if (const auto* add = As<AddColumn>(op)) {
      internal::NamesOf(add->column, named);
    } else if (const auto* constraint = As<AddConstraint>(op)) {
      const Ident& name = constraint->constraint.name;
      named({NamedKind::kConstraint, name.text, name.span});
    } else if (const auto* index = As<CreateIndex>(op)) {
      named({NamedKind::kIndex, index->name.text, index->name.span});
    } else if (const auto* view = As<CreateView>(op)) {
      named({NamedKind::kTable, view->view.name, view->view.span});
    } else if (const auto* to = As<RenameTable>(op)) {
      named({NamedKind::kTable, to->to.text, to->to.span});
    } else if (const auto* column = As<RenameColumn>(op)) {
      named({NamedKind::kColumn, column->to.text, column->to.span});
    } else if (const auto* object = As<RenameObject>(op)) {
      named({NamedKind::kOther, object->to.text, object->to.span});
    }
  };
  ForEachOp<CreateTable, AddColumn, AddConstraint, CreateIndex, CreateView,
            RenameTable, RenameColumn, RenameObject>(file, context, each);
}

}  // namespace interlock::sql
