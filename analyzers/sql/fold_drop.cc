// SPDX-License-Identifier: Apache-2.0
// The fold's part that drops things, along the dependencies.
#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {
namespace {

using Goes = Needer::Goes;
using What = Needer::What;
using Key = std::tuple<const Object*, What, std::string_view>;

Key KeyOf(const Needer& one) { return {one.object, one.what, one.part}; }

// The table that a part goes with.
const Object* HolderOf(const Needer& one) {
  if (one.what != What::kObject) return one.object;
  switch (one.object->thing) {
    case Thing::kConstraint:
      return static_cast<const ConstraintFact*>(one.object)->relation;
    case Thing::kTrigger:
      return static_cast<const TriggerFact*>(one.object)->relation;
    case Thing::kPolicy:
      return static_cast<const PolicyFact*>(one.object)->relation;
    case Thing::kRule:
      return static_cast<const RuleFact*>(one.object)->relation;
    case Thing::kRelation:
      return static_cast<const Relation*>(one.object)->table;
    default:
      return nullptr;
  }
}

}  // namespace

std::vector<Needer> CatalogBuilder::NeedersOfPart(const Needer& one) {
  View now = Now();
  if (one.what == What::kDefault) return {};
  if (one.what == What::kObject) {
    std::vector<Needer> needers = now.NeedersOf(*one.object);
    if (one.object->thing == Thing::kConstraint) {
      auto* fact = static_cast<ConstraintFact*>(one.object);
      if (fact->index != nullptr) {
        needers.push_back({fact->index, {}, What::kObject, Goes::kAlong});
      }
    }
    if (one.object->thing != Thing::kRelation) return needers;
    auto* relation = static_cast<Relation*>(one.object);
    for (Relation* at = relation->indexes; at; at = at->next_index) {
      if (!at->AliveAt(time_ + 1)) continue;
      needers.push_back({at, {}, What::kObject, Goes::kAlong});
    }
    return needers;
  }
  auto* relation = static_cast<Relation*>(one.object);
  std::vector<Needer> needers = now.NeedersOf(*relation, one.part);
  // A column that goes with another one leaves those of the children be.
  if (one.bond != Bond::kInherits) return needers;
  EachChildOf(*relation, [&](Relation& child) {
    auto column = now.FindColumn(child, one.part);
    if (!column || column->parents != 1 || column->local) return;
    needers.push_back({.object = &child,
                       .part = column->name,
                       .what = What::kColumn,
                       .goes = Goes::kAlong,
                       .bond = Bond::kInherits});
  });
  return needers;
}

// As the server does: what goes unasked is followed first; then whatever else
// stands in the way must be part of it, or CASCADE takes it as well.
bool CatalogBuilder::Gather(Doomed& doomed, bool cascade) {
  std::set<Key> seen;
  std::set<const Object*> whole;
  std::vector<Needer> blockers;
  auto enter = [&](const Needer& one) {
    if (!seen.insert(KeyOf(one)).second) return false;
    if (one.what == What::kObject) whole.insert(one.object);
    return true;
  };
  for (const Needer& root : doomed) enter(root);
  for (size_t i = 0; i < doomed.size(); ++i) {
    for (const Needer& needer : NeedersOfPart(Needer(doomed[i]))) {
      if (!Spend()) return true;
      if (needer.goes == Goes::kAlong || (cascade && needer.sure)) {
        if (enter(needer)) doomed.push_back(needer);
      } else {
        blockers.push_back(needer);
      }
    }
  }
  for (const Needer& one : blockers) {
    if (seen.count(KeyOf(one)) > 0) continue;
    Key column = {one.object, What::kColumn, one.part};
    if (one.what == What::kDefault && seen.count(column) > 0) continue;
    const Object* holder = HolderOf(one);
    if (holder != nullptr && whole.count(holder) > 0) continue;
    if (cascade) {
      // It may go, or it may not: from here on its fate is not known.
      Doubt(*one.object);
    } else if (one.sure) {
      return false;
    }
  }
  return true;
}

void CatalogBuilder::Doubt(Object& object) {
  Object* at = &object;
  if (at->thing != Thing::kRelation) {
    Needer one{.object = at, .part = {}};
    at = const_cast<Object*>(HolderOf(one));
  }
  if (at == nullptr || at->thing != Thing::kRelation) return;
  auto* relation = static_cast<Relation*>(at);
  relation->tainted = std::min(relation->tainted, time_);
}

void CatalogBuilder::Drop(Doomed doomed, bool cascade) {
  if (!Gather(doomed, cascade)) return;
  // Columns first: their tables are still there to be asked.
  std::ranges::stable_partition(
      doomed, [](const Needer& one) { return one.what != What::kObject; });
  for (const Needer& one : doomed) Bury(one);
}

void CatalogBuilder::Bury(const Needer& one) {
  if (one.what != What::kObject) {
    auto& relation = static_cast<Relation&>(*one.object);
    auto column = Now().FindColumn(relation, one.part);
    if (!column) return;
    if (one.what == What::kColumn) {
      return BuryColumn(relation, *column, one.bond == Bond::kInherits);
    }
    column->default_value = nullptr;
    column->serial = false;
    return SetColumn(relation, one.part, arena().New<Column>(*column));
  }
  Object& object = *one.object;
  if (!object.AliveAt(time_ + 1)) return;
  switch (object.thing) {
    case Thing::kRelation:
      return BuryRelation(static_cast<Relation&>(object));
    case Thing::kConstraint:
      return BuryConstraint(static_cast<ConstraintFact&>(object));
    case Thing::kType:
      return BuryType(static_cast<TypeFact&>(object));
    case Thing::kFunction:
      return BuryFunction(static_cast<FunctionFact&>(object));
    default:
      object.died = time_;
      return;
  }
}

void CatalogBuilder::BuryColumn(Relation& relation, const Column& column,
                                bool recurses) {
  bool named = column.rare != nullptr && !column.rare->not_null_name.empty();
  View now = Now();
  bool counted =
      counts_not_null_ && now.IsNotNull(relation, column.name) == Answer::kYes;
  if (named || counted) {
    CountName(now.NameOf(relation).schema, now.NotNullName(relation, column),
              -1);
  }
  SetColumn(relation, column.name, nullptr);
  if (!recurses) return;
  EachChildOf(relation, [&](Relation& child) {
    auto there = Now().FindColumn(child, column.name);
    if (!there || there->parents == 0) return;
    --there->parents;
    SetColumn(child, column.name, arena().New<Column>(*there));
  });
}

// Its names end with it; its parts stay for views of earlier times.
void CatalogBuilder::BuryRelation(Relation& relation) {
  QualifiedName name = Now().NameOf(relation);
  if (relation.kind != RelationKind::kCompositeType) {
    Slot* slot = NameSlot(name.schema, name.name);
    if (slot->At(time_ + 1) == &relation) Set(slot, nullptr);
  }
  if (relation.kind <= RelationKind::kForeignTable) {
    CountNotNulls(relation, name.schema, -1);
  }
  relation.died = time_;
  for (ConstraintFact* at = relation.constraints; at; at = at->next) {
    if (!at->AliveAt(time_ + 1)) continue;
    CountName(name.schema, Now().NameOf(*at), -1);
    at->died = time_;
  }
  for (Relation* at = relation.indexes; at != nullptr; at = at->next_index) {
    if (at->AliveAt(time_ + 1)) BuryRelation(*at);
  }
  if (relation.made_by != nullptr && relation.made_by->AliveAt(time_ + 1)) {
    BuryConstraint(*relation.made_by);
  }
  if (relation.parent != nullptr && relation.detached == kNever) {
    relation.detached = time_;
  }
  RelationParts* parts = relation.parts;
  if (parts == nullptr) return;
  for (auto* at = parts->triggers; at; at = at->next) {
    at->died = std::min(at->died, time_);
  }
  for (auto* at = parts->policies; at; at = at->next) {
    at->died = std::min(at->died, time_);
  }
  for (auto* at = parts->rules; at; at = at->next) {
    at->died = std::min(at->died, time_);
  }
  for (PartitionLink* at = parts->parents; at; at = at->next_parent) {
    at->to = std::min(at->to, time_);
  }
}

void CatalogBuilder::BuryConstraint(ConstraintFact& fact) {
  if (!fact.AliveAt(time_ + 1)) return;
  if (fact.relation != nullptr) {
    CountName(Now().NameOf(*fact.relation).schema, Now().NameOf(fact), -1);
  }
  if (fact.def->kind == ConstraintKind::kPrimaryKey) KeepNotNull(fact);
  fact.died = time_;
  if (fact.index != nullptr && fact.index->AliveAt(time_ + 1)) {
    BuryRelation(*fact.index);
  }
}

void CatalogBuilder::BuryType(TypeFact& type) {
  QualifiedName name = Now().NameOf(type);
  Slot* slot =
      catalog_.type_names_.FindOrAdd(arena(), nullptr, name.schema, name.name);
  if (slot->At(time_ + 1) == &type) Set(slot, nullptr);
  type.died = time_;
  if (type.row != nullptr) type.row->died = time_;
  for (ConstraintFact* at = type.constraints; at; at = at->next) {
    at->died = std::min(at->died, time_);
  }
}

void CatalogBuilder::BuryFunction(FunctionFact& function) {
  QualifiedName name = Now().NameOf(function);
  Unlist(function, name.schema, name.name);
  function.died = time_;
}

void CatalogBuilder::Apply(const DropTable& op) {
  Doomed doomed;
  for (const Name& name : op.tables) {
    Relation* relation = op.if_exists ? Find(name) : Need(name);
    if (relation != nullptr) doomed.push_back({.object = relation});
  }
  Drop(std::move(doomed), op.cascade);
}

void CatalogBuilder::Apply(const DropIndex& op) {
  Doomed doomed;
  for (const Name& name : op.indexes) {
    Relation* index = Find(name);
    if (index != nullptr && index->kind == RelationKind::kIndex) {
      doomed.push_back({.object = index});
    }
  }
  Drop(std::move(doomed), op.cascade);
}

void CatalogBuilder::Apply(const DropColumn& op) {
  Relation* table = Need(op.table);
  std::string_view name = op.column.text;
  if (!Now().FindColumn(*table, name)) {
    if (!op.if_exists) SetColumn(*table, name, nullptr);
    return;
  }
  if (op.only) {
    EachChildOf(*table, [&](Relation& child) {
      auto column = Now().FindColumn(child, name);
      if (!column || column->parents == 0) return;
      column->local = true;
      SetColumn(child, name, arena().New<Column>(*column));
    });
  }
  Drop({{.object = table,
         .part = name,
         .what = What::kColumn,
         .bond = Bond::kInherits}},
       op.cascade);
}

void CatalogBuilder::DropPart(const DropObject& op) {
  if (op.names.empty()) return;
  Relation* relation = Find(op.names.front());
  if (relation == nullptr) return;
  View now = Now();
  Object* found = nullptr;
  auto match = [&](const Object& part) {
    if (now.NameOf(part) == op.part.text) found = const_cast<Object*>(&part);
  };
  if (op.object == ObjectKind::kTrigger) now.EachTrigger(*relation, match);
  if (op.object == ObjectKind::kPolicy) now.EachPolicy(*relation, match);
  if (op.object == ObjectKind::kRule) now.EachRule(*relation, match);
  if (found != nullptr) Drop({{.object = found}}, op.cascade);
}

void CatalogBuilder::DropSchema(const Name& name, bool cascade) {
  Doomed doomed;
  auto gather = [&](std::span<const Slot* const> slots, auto add) {
    for (const Slot* slot : slots) {
      if (!Spend()) return;
      if (slot->schema != name.name) continue;
      if (void* value = slot->At(time_ + 1)) add(value);
    }
  };
  gather(catalog_.name_slots_, [&](void* value) {
    doomed.push_back({.object = static_cast<Relation*>(value)});
  });
  gather(catalog_.types_, [&](void* value) {
    doomed.push_back({.object = static_cast<TypeFact*>(value)});
  });
  gather(catalog_.functions_, [&](void* value) {
    for (auto* at = static_cast<const Overload*>(value); at; at = at->next) {
      doomed.push_back({.object = at->function});
    }
  });
  for (StatisticsFact* each : catalog_.statistics_) {
    if (!Spend() || !each->AliveAt(time_ + 1)) continue;
    const Note* said = Now().Said(*each, Trait::kSchema);
    if ((said == nullptr ? each->schema : said->value) == name.name) {
      doomed.push_back({.object = each});
    }
  }
  if (!doomed.empty() && !cascade && catalog_.taints_.empty()) return;
  Drop(std::move(doomed), cascade);
  Slot* slot = catalog_.object_names_.FindOrAdd(arena(), &catalog_.schemas_, {},
                                                name.name);
  if (auto* schema = static_cast<Object*>(slot->At(time_ + 1))) {
    schema->died = time_;
    Set(slot, nullptr);
  }
}

void CatalogBuilder::Apply(const DropObject& op) {
  if (op.object == ObjectKind::kTrigger || op.object == ObjectKind::kPolicy ||
      op.object == ObjectKind::kRule) {
    return DropPart(op);
  }
  Doomed doomed;
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Name& name = op.names[i];
    if (op.object == ObjectKind::kSchema) {
      DropSchema(name, op.cascade);
      continue;
    }
    const Identity& identity =
        i < op.identities.size() ? op.identities[i] : kNoIdentity;
    Object* found = Named(op.object, name, identity, {});
    if (found == nullptr) continue;
    if (op.object == ObjectKind::kExtension) {
      // What it made goes with it, unseen.
      found->died = time_;
      Set(catalog_.object_names_.FindOrAdd(arena(), &catalog_.extensions_, {},
                                           name.name),
          nullptr);
      if (op.cascade) TaintAll();
      continue;
    }
    doomed.push_back({.object = found});
  }
  Drop(std::move(doomed), op.cascade);
}

}  // namespace interlock::sql
