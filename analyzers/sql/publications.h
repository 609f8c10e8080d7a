// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/catalog.h"

// What a publication sends, worked out from every step that it was told.
namespace interlock::sql {

struct PublishedTable {
  const Relation* relation = nullptr;
  std::vector<std::string_view> columns;  // today's names; empty: all
  const Expr* where = nullptr;            // null: every row
  Time when = kBeforeAll;                 // the op whose text says it
};

struct PublicationMembers {
  bool all_tables = false;
  std::map<std::string, PublishedTable> tables;  // by "schema.name" of today
  std::vector<std::string_view> schemas;         // sorted
  std::map<std::string_view, std::string_view> options;

  void Take(const View& view, std::span<const Published> parts, Time when,
            PublicationChange change);
  void TakeTable(const View& view, const Relation& relation,
                 const Published& part, Time when, bool drop);
};

PublicationMembers MembersOf(const View& view, const PublicationFact& fact);

}  // namespace interlock::sql
