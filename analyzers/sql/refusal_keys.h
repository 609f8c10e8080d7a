// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/sql/refusal_case.h"

// Keys that foreign keys and ON CONFLICT can point at.
namespace interlock::sql::refusal {

struct Key {
  ColumnNames columns;
  bool primary = false;
  bool deferrable = false;
};
struct Keys {
  std::vector<Key> list;
  bool whole = false;  // there is no other

  const Key* Primary() const;
  // The one over just these columns, in any order.
  const Key* Over(std::span<const std::string_view> columns) const;
};

// Of a table that is there.
Keys KeysOf(const Case& c, const Relation& table);
// Of a table that this statement creates.
Keys KeysOf(const CreateTable& op);

ColumnNames TextsOf(std::span<const Ident> idents);

}  // namespace interlock::sql::refusal
