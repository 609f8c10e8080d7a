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

}  // namespace interlock::sql
