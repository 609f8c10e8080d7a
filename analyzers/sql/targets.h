// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "parsers/sql/ops.h"

namespace interlock::sql {
namespace internal {

template <class T>
concept HasTable = requires(const T& op) {
  op.table.name;
};
template <class T>
concept HasTables = requires(const T& op) {
  op.tables;
};
template <class T>
concept HasIndexes = requires(const T& op) {
  op.indexes;
};
template <class T>
concept HasView = requires(const T& op) {
  op.view.name;
};
template <class T>
concept HasTypeName = requires(const T& op) {
  op.type.schema;  // a Name, not the type of a column
};

template <class T>
concept HasReads = requires(const T& op) {
  op.reads;
};

template <class T, class F>
void VisitReads(const T& op, F& f) {
  if constexpr (HasReads<T>) {
    for (const Name& name : op.reads) f(name);
  }
}

// Relations that a table's definition names beside itself.
template <class F>
void VisitOrigin(const CreateTable& op, F& f) {
  for (const Name& name : op.origin->inherits) f(name);
  for (const Name& name : op.origin->likes) f(name);
  for (const Name& name : op.origin->reads) f(name);
  if (!op.origin->partition_of.empty()) f(op.origin->partition_of);
  auto keys = [&](std::span<const Constraint> constraints) {
    for (const Constraint& constraint : constraints) {
      const Name& other = constraint.references();
      bool itself = other.name == op.table.name;
      if (!other.empty() && !itself) f(other);
    }
  };
  keys(op.constraints);
  for (const ColumnDef& column : op.columns) keys(column.constraints());
}

template <class T, class F>
void VisitTarget(const T& op, F& f) {
  if constexpr (HasTable<T>) {
    if (!op.table.empty()) f(op.table);
  } else if constexpr (HasTables<T>) {
    for (const Name& name : op.tables) f(name);
  } else if constexpr (HasIndexes<T>) {
    for (const Name& name : op.indexes) f(name);
  } else if constexpr (HasView<T>) {
    f(op.view);
  } else if constexpr (HasTypeName<T>) {
    f(op.type);
  }
}

}  // namespace internal

// Calls f(const Name&) for each object that an op names as what it acts on.
template <class F>
void ForEachTarget(const Op& op, F f) {
  switch (op.kind) {
#define INTERLOCK_OP(Kind)                                  \
  case OpKind::k##Kind:                                     \
    internal::VisitTarget(static_cast<const Kind&>(op), f); \
    return;
#include "parsers/sql/ops.def"
#undef INTERLOCK_OP
  }
}

// Calls f(const Name&) for each relation that must be there before the op.
template <class F>
void ForEachReference(const Op& op, F f) {
  if (const auto* create = As<CreateTable>(op)) {
    return internal::VisitOrigin(*create, f);
  }
  if (const auto* add = As<AddConstraint>(op)) {
    f(add->table);
    f(add->constraint.references());
    return;
  }
  if (const auto* insert = As<Insert>(op)) f(insert->table);
  if (const auto* update = As<Update>(op)) f(update->table);
  if (const auto* remove = As<Delete>(op)) f(remove->table);
  switch (op.kind) {
#define INTERLOCK_OP(Kind)                                 \
  case OpKind::k##Kind:                                    \
    internal::VisitReads(static_cast<const Kind&>(op), f); \
    return;
#include "parsers/sql/ops.def"
#undef INTERLOCK_OP
  }
}

}  // namespace interlock::sql
