// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/publications.h"

#include <algorithm>

namespace interlock::sql {
namespace {

// A table and those that inherit from it then, which are published with it.
std::vector<const Relation*> WithHeirs(const View& then,
                                       const Relation& table) {
  std::vector<const Relation*> all = {&table};
  for (size_t i = 0; i < all.size() && i < size_t{kMaxParts}; ++i) {
    if (all[i]->partitioned) continue;
    then.EachChild(*all[i], [&](const PartitionLink& link) {
      if (std::ranges::count(all, link.child) == 0) all.push_back(link.child);
    });
  }
  return all;
}

}  // namespace

void PublicationMembers::Take(const View& view,
                              std::span<const Published> parts, Time when,
                              PublicationChange change) {
  if (change == PublicationChange::kOptions) return;
  if (change == PublicationChange::kSet) {
    tables.clear();
    schemas.clear();
  }
  bool drop = change == PublicationChange::kDrop;
  for (const Published& part : parts) {
    if (part.table.empty()) {
      std::string_view schema = part.schema.text;
      if (drop) {
        std::erase(schemas, schema);
      } else {
        schemas.push_back(schema);
      }
      continue;
    }
    const Relation* named = view.Just(when).Find(part.table);
    if (named == nullptr) continue;
    for (const Relation* each : WithHeirs(view.Just(when), *named)) {
      TakeTable(view, *each, part, when, drop);
    }
  }
}

void PublicationMembers::TakeTable(const View& view, const Relation& relation,
                                   const Published& part, Time when,
                                   bool drop) {
  if (!relation.AliveAt(view.time())) return;
  QualifiedName at = view.NameOf(relation);
  std::string name = std::string(at.schema) + "." + std::string(at.name);
  if (drop) {
    tables.erase(name);
    return;
  }
  PublishedTable& table = tables[name];
  table = {.relation = &relation, .when = when};
  if (part.where.present()) table.where = &part.where;
  for (const Ident& column : part.columns) {
    table.columns.push_back(view.Renamed(relation, column.text, when));
  }
}

PublicationMembers MembersOf(const View& view, const PublicationFact& fact) {
  std::vector<const PublicationStep*> steps;
  for (const PublicationStep* at = fact.steps; at != nullptr; at = at->next) {
    if (at->when < view.time()) steps.push_back(at);
  }
  PublicationMembers members;
  for (auto at = steps.rbegin(); at != steps.rend(); ++at) {
    const PublicationStep& step = **at;
    bool made = step.create != nullptr;
    auto change = made ? PublicationChange::kAdd : step.alter->change;
    if (made) members.all_tables = step.create->all_tables;
    members.Take(view, made ? step.create->parts : step.alter->parts, step.when,
                 change);
    for (const Option& option :
         made ? step.create->options : step.alter->options) {
      members.options[option.name.text] =
          option.has_value ? option.value : "true";
    }
  }
  std::ranges::sort(members.schemas);
  return members;
}

}  // namespace interlock::sql
