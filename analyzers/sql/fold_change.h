// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"

// What the files of the fold share: walks from a table down to its children.
namespace interlock::sql {

// Trees of tables are followed this deep.
inline constexpr int kMaxDepth = 32;

// "s.t" out of text such as nextval('"S".t'::regclass); empty when there is
// no constant or its quotes hold more than a plain name.
Name NameInQuotes(std::string_view text);

// What is alive of a list that has the newest first.
template <class T>
std::vector<T*> OldestFirst(T* at, T* T::*next, Time now) {
  std::vector<T*> alive;
  for (; at != nullptr; at = at->*next) {
    if (at->AliveAt(now)) alive.push_back(at);
  }
  std::ranges::reverse(alive);
  return alive;
}

template <class F>
void CatalogBuilder::EachChildOf(Relation& relation, F f) {
  if (relation.parts == nullptr) return;
  for (PartitionLink* at = relation.parts->partitions; at; at = at->next) {
    if (!Spend()) return;
    if (at->from <= time_ && at->to > time_ && at->child->AliveAt(time_ + 1)) {
      f(*at->child);
    }
  }
}

template <class F>
void CatalogBuilder::ChangeIn(Relation& relation, std::string_view name,
                              F change, int depth) {
  auto* column = arena().New<Column>(
      Now().FindColumn(relation, name).value_or(Column{.name = name}));
  if (column->position == 0) column->position = ++relation.positions;
  change(relation, *column);
  SetColumn(relation, name, column);
  if (depth < 0 || depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    ChangeIn(child, name, change, depth + 1);
  });
}

template <class F>
void CatalogBuilder::EachTyped(TypeFact& type, F f) {
  for (Dependent* at = type.dependents; at != nullptr; at = at->next) {
    if (!Spend()) return;
    if (at->bond != Bond::kBuiltOn || !at->who->AliveAt(time_ + 1)) continue;
    if (at->who->thing != Thing::kRelation) continue;
    auto& table = static_cast<Relation&>(*at->who);
    if (PartsOf(table).of_type == &type && PartsOf(table).untyped == kNever) {
      f(table);
    }
  }
}

template <class F>
void CatalogBuilder::Change(const Op& op, const Name& table,
                            std::string_view column, F change) {
  ChangeIn(*Need(table), column, change, op.only ? -1 : 0);
}

}  // namespace interlock::sql
