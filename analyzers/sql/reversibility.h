// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"

// Whether what undoes a migration gives back what the migration took away.
// The up is followed on the catalog, then the down (and the history's rollback
// scripts) on top of it; what is missing at the end is not restored.
namespace interlock::sql {

enum class RemovalKind : uint8_t {
  kTable,
  kColumn,
  kColumnType,  // changed to one that does not hold every old value
  kConstraint,
  kType,  // enum, domain or composite
  kSchema,
  kRows,    // DELETE, TRUNCATE
  kValues,  // UPDATE of every row
};
std::string_view NameOf(RemovalKind kind);  // "column type"

enum class Restored : uint8_t {
  kNo,         // nothing gives it back
  kDifferent,  // something of that name comes back, but not the same
  kYes,
  kUnknown,  // code that cannot be read names it
};

// One destructive op of an up, and what becomes of it.
struct Removal {
  RemovalKind kind;
  const Op* op;
  Span span;  // the name where an op has several, else the op's
  Time time;
  std::string what;   // "orders.total_cents"
  std::string table;  // "orders"; empty for types and schemas
  std::string was;    // the old type or definition, where known
  Restored restored = Restored::kNo;
  std::string difference;  // of kDifferent: "comes back as text"
  const SqlFile* restored_in = nullptr;
  // The history does not show what was there before.
  bool assumed = false;
};

// Every destructive op of the migration, restored or not, in order. Objects
// that the migration itself created, and temporary ones, are not among them.
std::vector<Removal> RemovalsOf(const History& history,
                                const Migration& migration);

// Whether a change of type can lose values. kUnknown: the old one is unknown.
Answer LosesValues(const TypeName* from, const TypeName& to);

// "numeric(10,2)[]"
std::string Spelled(const TypeName& type);

}  // namespace interlock::sql
