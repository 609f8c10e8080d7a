// SPDX-License-Identifier: Apache-2.0
#pragma once
// PostgreSQL's own headers, for this folder's .cc files alone. They define
// macros with short names: include this after every other header. Their types
// live in the global namespace: ::Constraint is theirs, Constraint is ours.
// Node tags differ between versions: always compare by name.
extern "C" {
// clang-format off
#include "pg_query.h"
#include "pg_query_internal.h"
#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
// clang-format on
}
#undef printf
#undef snprintf
#undef Min
#undef Max

// Theirs name ::Node and its kin without the colons, which inside our own
// namespace are other types.
#undef nodeTag
#undef IsA
#undef castNode
#undef strVal
#undef intVal
#undef boolVal
#define nodeTag(node) \
  (static_cast<const ::Node*>(static_cast<const void*>(node))->type)
#define IsA(node, T) (nodeTag(node) == T_##T)
#define castNode(T, node) \
  (static_cast<::T*>(const_cast<void*>(static_cast<const void*>(node))))
namespace interlock::sql {
inline const char* strVal(const void* value) {
  return static_cast<const ::String*>(value)->sval;
}
inline int intVal(const void* value) {
  return static_cast<const ::Integer*>(value)->ival;
}
inline bool boolVal(const void* value) {
  return static_cast<const ::Boolean*>(value)->boolval;
}
}  // namespace interlock::sql
