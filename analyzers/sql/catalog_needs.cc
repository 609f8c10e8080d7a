// SPDX-License-Identifier: Apache-2.0
// What needs what: the questions behind DROP.
#include <algorithm>

#include "analyzers/sql/catalog.h"

namespace interlock::sql {
namespace {

using Goes = Needer::Goes;
using What = Needer::What;

bool Holds(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

bool View::Stands(const Dependent& link) const {
  if (!link.who->AliveAt(time_)) return false;
  if (link.part.empty() && link.bond != Bond::kReads) return true;
  const auto* relation = static_cast<const Relation*>(link.who);
  if (link.bond == Bond::kReads) {
    if (link.who->thing != Thing::kRelation || link.proof == nullptr) {
      return true;
    }
    const ViewVersion* at = relation->parts->views;
    while (at != nullptr && at->when >= time_) at = at->next;
    return at != nullptr && at->def == link.proof;
  }
  auto column =
      FindColumn(*relation, Renamed(*relation, link.part, link.since));
  if (!column) return false;
  switch (link.bond) {
    case Bond::kColumnType:
      return column->type == link.proof;
    case Bond::kDefault:
      return link.proof == nullptr ? column->serial
                                   : column->default_value == link.proof;
    default:
      return column->generated == Generated::kStored ||
             column->generated == Generated::kVirtual;
  }
}

std::vector<Needer> View::NeedersOf(const Object& object) const {
  std::vector<Needer> out;
  EachDependent(object, [&](const Dependent& link) {
    Needer needer{.object = link.who, .part = {}, .bond = link.bond};
    needer.sure = link.column.empty() ? true : link.sure;
    switch (link.bond) {
      case Bond::kColumnType:
      case Bond::kGenerated:
        needer.what = What::kColumn;
        break;
      case Bond::kDefault:
        needer.what = What::kDefault;
        break;
      case Bond::kOwned:
        needer.goes = Goes::kAlong;
        break;
      case Bond::kInherits:
        if (link.proof != nullptr) needer.goes = Goes::kAlong;
        break;
      default:
        break;
    }
    if (needer.what != What::kObject) {
      const auto& relation = static_cast<const Relation&>(*link.who);
      needer.part = Renamed(relation, link.part, link.since);
    }
    out.push_back(needer);
  });
  return out;
}

// Keys, checks, indexes and policies over the column.
void View::AddColumnParts(const Relation& relation, std::string_view name,
                          std::vector<Needer>& out) const {
  EachConstraint(relation, [&](const ConstraintFact& fact) {
    if (!Holds(KeyOf(fact), name)) return;
    out.push_back(
        {const_cast<ConstraintFact*>(&fact), {}, What::kObject, Goes::kAlong});
  });
  auto reads = [&](const Expr& expr, Time when) {
    return std::ranges::any_of(expr.columns(), [&](const Ident& column) {
      return Renamed(relation, column.text, when) == name;
    });
  };
  EachIndex(relation, [&](const Relation& index) {
    if (index.index == nullptr) return;
    bool uses = reads(index.index->where, index.born);
    for (const IndexColumn& key : index.index->columns) {
      uses |= reads(key.expression, index.born) ||
              (!key.column.empty() &&
               Renamed(relation, key.column.text, index.born) == name);
    }
    for (const Ident& column : index.index->include) {
      uses |= Renamed(relation, column.text, index.born) == name;
    }
    if (!uses) return;
    out.push_back(
        {const_cast<Relation*>(&index), {}, What::kObject, Goes::kAlong});
  });
  EachPolicy(relation, [&](const PolicyFact& policy) {
    if (!reads(policy.def->using_expr, policy.born) &&
        !reads(policy.def->check, policy.born)) {
      return;
    }
    out.push_back({const_cast<PolicyFact*>(&policy), {}, What::kObject});
  });
  EachTrigger(relation, [&](const TriggerFact& trigger) {
    bool uses = reads(trigger.def->when(), trigger.born);
    for (const Ident& column : trigger.def->columns) {
      uses |= Renamed(relation, column.text, trigger.born) == name;
    }
    if (!uses) return;
    out.push_back({const_cast<TriggerFact*>(&trigger), {}, What::kObject});
  });
}

std::vector<Needer> View::NeedersOf(const Relation& relation,
                                    std::string_view name) const {
  std::vector<Needer> out;
  AddColumnParts(relation, name, out);
  for (const Column& column : Columns(relation)) {
    if (!Holds(GeneratedFrom(relation, column), name)) continue;
    out.push_back(
        {const_cast<Relation*>(&relation), column.name, What::kColumn});
  }
  EachDependent(relation, [&](const Dependent& link) {
    if (link.bond == Bond::kForeignKey) {
      const auto& fact = static_cast<const ConstraintFact&>(*link.who);
      if (Holds(ReferencedKeyOf(fact), name)) {
        out.push_back({link.who,
                       {},
                       What::kObject,
                       Goes::kBlocks,
                       true,
                       Bond::kForeignKey});
      }
      return;
    }
    if (link.column.empty()) return;
    if (Renamed(relation, link.column, link.since) != name) return;
    Goes goes = link.bond == Bond::kOwned ? Goes::kAlong : Goes::kBlocks;
    out.push_back({link.who, {}, What::kObject, goes, link.sure, link.bond});
  });
  return out;
}

}  // namespace interlock::sql
