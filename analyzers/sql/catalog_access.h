// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/catalog.h"

// Who may do what with an object, worked out from every GRANT, REVOKE and
// ALTER DEFAULT PRIVILEGES before the moment. What its owner may do is left
// out: the server never asks.
namespace interlock::sql {

struct Access {
  std::string_view role;  // empty: PUBLIC
  // In the server's order: "select", "insert"; those with grant option apart.
  std::vector<std::string_view> privileges;
  std::vector<std::string_view> grantable;
};

// Of a table, view, sequence, function, type, schema; sorted by role.
std::vector<Access> AccessTo(const View& view, const Object& object);

// Not known of what was made for a role by name, when the session's own role,
// which may be that one, had said what its objects get.
bool IsAccessKnown(const View& view, const Object& object);

// Of a column, beyond those of its table.
std::vector<Access> AccessTo(const View& view, const Relation& relation,
                             const Column& column);

// What objects made from now on get by themselves.
struct DefaultAccess {
  std::string_view role;    // that makes them; empty: the one that asked
  std::string_view schema;  // empty: any
  ObjectKind object;
  std::vector<Access> access;
};
std::vector<DefaultAccess> DefaultAccesses(const View& view);

}  // namespace interlock::sql
