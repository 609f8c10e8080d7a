// SPDX-License-Identifier: Apache-2.0
// What needs what: the questions behind DROP.
#include <algorithm>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/policy_state.h"

namespace interlock::sql {
namespace {

using Goes = Needer::Goes;
using What = Needer::What;

// Partitions of partitions of partitions.
constexpr int kMaxLevels = 32;

bool Holds(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

bool View::Stands(const Dependent& link) const {
  if (!link.who->AliveAt(time_)) return false;
  if (link.who->thing == Thing::kPolicy && link.proof != nullptr) {
    const auto& policy = static_cast<const PolicyFact&>(*link.who);
    PolicyState state = StateOf(*this, policy);
    return link.proof == state.uses || link.proof == state.check;
  }
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
      case Bond::kCounts:
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
  if (object.thing == Thing::kRelation) {
    AddKeysToWhole(static_cast<const Relation&>(object), out);
  }
  return out;
}

// A foreign key to a partitioned table needs each of its partitions.
void View::AddKeysToWhole(const Relation& relation,
                          std::vector<Needer>& out) const {
  const Relation* at = &relation;
  for (int i = 0; i < kMaxLevels && at->parent != nullptr; ++i) {
    if (at->attached >= time_ || at->detached < time_) return;
    at = at->parent;
    EachForeignKeyTo(*at, [&](const ConstraintFact& fact) {
      Needer needer{.object = const_cast<ConstraintFact*>(&fact)};
      needer.bond = Bond::kForeignKey;
      out.push_back(needer);
    });
  }
}

// Keys, checks, indexes and policies over the column.
// Long: the same question to each kind of part.
void View::AddColumnParts(const Relation& relation, std::string_view name,
                          std::vector<Needer>& out) const {
  EachConstraint(relation, [&](const ConstraintFact& fact) {
    bool held = Holds(KeyOf(fact), name);
    if (fact.index != nullptr && !fact.def->index->include.empty()) {
      held |= Holds(IncludedIn(*fact.index), name);
    }
    if (!held) return;
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
    auto is = [&](const Ident& column) {
      return !column.empty() && IndexColumnOf(index, column.text) == name;
    };
    bool uses = std::ranges::any_of(index.index->where.columns(), is) ||
                std::ranges::any_of(index.index->include, is);
    for (const IndexColumn& key : index.index->columns) {
      uses |=
          std::ranges::any_of(key.expression.columns(), is) || is(key.column);
    }
    if (!uses) return;
    out.push_back(
        {const_cast<Relation*>(&index), {}, What::kObject, Goes::kAlong});
  });
  EachPolicy(relation, [&](const PolicyFact& policy) {
    PolicyState state = StateOf(*this, policy);
    if (!reads(*state.uses, state.used) &&
        !reads(*state.check, state.checked)) {
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
    bool along = link.bond == Bond::kOwned || link.bond == Bond::kCounts;
    Goes goes = along ? Goes::kAlong : Goes::kBlocks;
    out.push_back({link.who, {}, What::kObject, goes, link.sure, link.bond});
  });
  return out;
}

}  // namespace interlock::sql
