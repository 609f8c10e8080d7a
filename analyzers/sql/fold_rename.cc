// SPDX-License-Identifier: Apache-2.0
// The fold's part that renames and moves things.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {

void CatalogBuilder::RenameColumnIn(Relation& relation, std::string_view from,
                                    std::string_view to, int depth) {
  Column column =
      Now().FindColumn(relation, from).value_or(Column{.name = from});
  if (catalog_.pg_version_ >= 18 && column.not_null == Answer::kYes) {
    // The constraint keeps the name that it got.
    bool named = column.rare != nullptr && !column.rare->not_null_name.empty();
    std::string kept = Now().NotNullName(relation, column);
    RareOf(column)->not_null_name = arena().Copy(kept);
    if (!named && !counts_not_null_) {
      CountName(Now().NameOf(relation).schema, kept, 1);
    }
  }
  column.name = to;
  if (column.position == 0) column.position = ++relation.positions;
  SetColumn(relation, from, nullptr);
  SetColumn(relation, to, arena().New<Column>(column));
  relation.renames =
      arena().New<ColumnRename>(from, to, time_, relation.renames);
  if (depth < 0 || depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    RenameColumnIn(child, from, to, depth + 1);
  });
}

void CatalogBuilder::RenameConstraint(Relation& relation, std::string_view from,
                                      std::string_view to, int depth) {
  std::string_view schema = Now().NameOf(relation).schema;
  ConstraintFact* fact = Named(relation, from);
  bool recurse = true;
  if (fact != nullptr) {
    CountName(schema, from, -1);
    CountName(schema, to, 1);
    Say(*fact, Trait::kName, to);
    if (fact->index != nullptr && fact->index->AliveAt(time_ + 1)) {
      Move(*fact->index, schema, to);
    }
    recurse = fact->def->kind == ConstraintKind::kCheck;
  } else {
    auto column = NotNullNamed(relation, from);
    if (!column) return;
    bool named =
        column->rare != nullptr && !column->rare->not_null_name.empty();
    if (named || counts_not_null_) CountName(schema, from, -1);
    CountName(schema, to, 1);
    RareOf(*column)->not_null_name = to;
    SetColumn(relation, column->name, arena().New<Column>(*column));
  }
  if (!recurse || depth < 0 || depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    RenameConstraint(child, from, to, depth + 1);
  });
}

void CatalogBuilder::RenameRelation(const Name& name, std::string_view to) {
  Relation* relation = Need(name);
  std::string_view schema = Now().NameOf(*relation).schema;
  ConstraintFact* made = relation->made_by;
  if (made != nullptr && made->AliveAt(time_ + 1)) {
    CountName(schema, Now().NameOf(*made), -1);
    CountName(schema, to, 1);
    Say(*made, Trait::kName, to);
  }
  if (catalog_.pg_version_ >= 18 && !counts_not_null_) {
    // Names not yet counted: those of all tables so far.
    for (size_t i = 0; i < catalog_.relations_.size(); ++i) {
      Relation* each = catalog_.relations_[i];
      bool table = each->kind <= RelationKind::kForeignTable;
      if (!table || !each->AliveAt(time_ + 1)) continue;
      CountUsualNames(*each);
    }
    counts_not_null_ = true;
  }
  Move(*relation, schema, to);
}

void CatalogBuilder::MoveToSchema(Relation& relation, std::string_view to) {
  QualifiedName old = Now().NameOf(relation);
  if (old.schema == to) return;
  View now = Now();
  now.EachConstraint(relation, [&](const ConstraintFact& fact) {
    CountName(old.schema, now.NameOf(fact), -1);
    CountName(to, now.NameOf(fact), 1);
  });
  CountNotNulls(relation, old.schema, -1);
  CountNotNulls(relation, to, 1);
  std::vector<Relation*> along;
  now.EachAnyIndex(relation, [&](const Relation& index) {
    along.push_back(const_cast<Relation*>(&index));
  });
  now.EachDependent(relation, [&](const Dependent& link) {
    if (link.bond == Bond::kOwned) {
      along.push_back(static_cast<Relation*>(link.who));
    }
  });
  Move(relation, to, old.name);
  for (Relation* each : along) Move(*each, to, Now().NameOf(*each).name);
}

void CatalogBuilder::MoveType(const Name& name, std::string_view schema,
                              std::string_view to) {
  TypeFact* type = TypeNamed(name, TypeKind::kOther);
  QualifiedName old = Now().NameOf(*type);
  if (schema.empty()) schema = old.schema;
  Set(catalog_.type_names_.FindOrAdd(arena(), nullptr, old.schema, old.name),
      nullptr);
  Set(Listed(catalog_.type_names_, catalog_.types_, nullptr, schema, to), type);
  if (old.name != to) Say(*type, Trait::kName, to);
  if (old.schema == schema) return;
  for (ConstraintFact* at = type->constraints; at != nullptr; at = at->next) {
    if (!at->AliveAt(time_ + 1)) continue;
    CountName(old.schema, Now().NameOf(*at), -1);
    CountName(schema, Now().NameOf(*at), 1);
  }
  Say(*type, Trait::kSchema, schema);
}

void CatalogBuilder::Unlist(FunctionFact& function, std::string_view schema,
                            std::string_view name) {
  Slot* slot =
      catalog_.function_names_.FindOrAdd(arena(), nullptr, schema, name);
  const Overload* kept = nullptr;
  const auto* at = static_cast<const Overload*>(slot->At(time_ + 1));
  for (; at != nullptr && Spend(); at = at->next) {
    if (at->function != &function) {
      kept = arena().New<Overload>(at->function, kept);
    }
  }
  Set(slot, const_cast<Overload*>(kept));
}

void CatalogBuilder::List(FunctionFact& function, std::string_view schema,
                          std::string_view name) {
  Slot* slot = Listed(catalog_.function_names_, catalog_.functions_, nullptr,
                      schema, name);
  const auto* others = static_cast<const Overload*>(slot->At(time_ + 1));
  Set(slot, arena().New<Overload>(&function, others));
}

void CatalogBuilder::MoveFunction(FunctionFact& function,
                                  std::string_view schema,
                                  std::string_view to) {
  QualifiedName old = Now().NameOf(function);
  if (schema.empty()) schema = old.schema;
  Unlist(function, old.schema, old.name);
  List(function, schema, to);
  if (old.name != to) Say(function, Trait::kName, to);
  if (old.schema != schema) Say(function, Trait::kSchema, schema);
}

// Everything in it is found under the new name from here on.
// Long: the same for relations, types and functions.
void CatalogBuilder::RenameSchema(std::string_view from, std::string_view to) {
  std::vector<Relation*> relations;
  std::vector<TypeFact*> types;
  std::vector<FunctionFact*> functions;
  for (const Slot* slot : catalog_.name_slots_) {
    if (!Spend()) return;
    void* value = slot->schema == from ? slot->At(time_ + 1) : nullptr;
    if (value != nullptr) relations.push_back(static_cast<Relation*>(value));
  }
  for (const Slot* slot : catalog_.types_) {
    if (!Spend()) return;
    void* value = slot->schema == from ? slot->At(time_ + 1) : nullptr;
    if (value != nullptr) types.push_back(static_cast<TypeFact*>(value));
  }
  for (const Slot* slot : catalog_.functions_) {
    if (!Spend()) return;
    void* value = slot->schema == from ? slot->At(time_ + 1) : nullptr;
    for (auto* at = static_cast<const Overload*>(value); at; at = at->next) {
      functions.push_back(at->function);
    }
  }
  for (Relation* each : relations) {
    Now().EachConstraint(*each, [&](const ConstraintFact& fact) {
      CountName(from, Now().NameOf(fact), -1);
      CountName(to, Now().NameOf(fact), 1);
    });
    CountNotNulls(*each, from, -1);
    CountNotNulls(*each, to, 1);
    Move(*each, to, Now().NameOf(*each).name);
  }
  for (StatisticsFact* each : catalog_.statistics_) {
    if (!Spend() || !each->AliveAt(time_ + 1)) continue;
    const Note* said = Now().Said(*each, Trait::kSchema);
    if ((said == nullptr ? each->schema : said->value) == from) {
      Say(*each, Trait::kSchema, to);
    }
  }
  for (TypeFact* each : types) {
    std::string_view name = Now().NameOf(*each).name;
    MoveType({from, name, {}}, to, name);
  }
  for (FunctionFact* each : functions) {
    MoveFunction(*each, to, Now().NameOf(*each).name);
  }
  Slot* slot =
      catalog_.object_names_.FindOrAdd(arena(), &catalog_.schemas_, {}, from);
  auto* schema = static_cast<Object*>(slot->At(time_ + 1));
  if (schema == nullptr) return;
  Set(slot, nullptr);
  Set(Listed(catalog_.object_names_, catalog_.schemas_, &catalog_.schemas_, {},
             to),
      schema);
  Say(*schema, Trait::kName, to);
}

void CatalogBuilder::RenamePart(const RenameObject& op) {
  Relation* relation = Find(op.name);
  if (relation == nullptr) return;
  View now = Now();
  auto rename = [&](const Object& part) {
    if (now.NameOf(part) != op.part.text) return;
    std::vector<Object*> all = {const_cast<Object*>(&part)};
    for (size_t i = 0; i < all.size() && Spend(); ++i) {
      now.EachDependent(*all[i], [&](const Dependent& link) {
        if (link.bond == Bond::kInherits) all.push_back(link.who);
      });
    }
    for (Object* one : all) Say(*one, Trait::kName, op.to.text);
  };
  if (op.object == ObjectKind::kTrigger) {
    now.EachTrigger(*relation, [&](const TriggerFact& t) { rename(t); });
  } else if (op.object == ObjectKind::kPolicy) {
    now.EachPolicy(*relation, [&](const PolicyFact& p) { rename(p); });
  } else {
    now.EachRule(*relation, [&](const RuleFact& r) { rename(r); });
  }
}

// Long: one case for each kind of object.
void CatalogBuilder::Apply(const RenameObject& op) {
  switch (op.object) {
    case ObjectKind::kIndex:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
      if (op.if_exists && Find(op.name) == nullptr) return;
      return RenameRelation(op.name, op.to.text);
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return MoveType(op.name, {}, op.to.text);
    case ObjectKind::kConstraint:
      return RenameConstraint(*Need(op.name), op.part.text, op.to.text,
                              op.only ? -1 : 0);
    case ObjectKind::kDomainConstraint: {
      TypeFact* type = TypeNamed(op.name, TypeKind::kDomain);
      for (ConstraintFact* at = type->constraints; at; at = at->next) {
        if (at->AliveAt(time_ + 1) && Now().NameOf(*at) == op.part.text) {
          Say(*at, Trait::kName, op.to.text);
        }
      }
      return;
    }
    case ObjectKind::kAttribute: {
      TypeFact* type = TypeNamed(op.name, TypeKind::kComposite);
      if (type->row == nullptr) return;
      RenameColumnIn(*type->row, op.part.text, op.to.text, -1);
      EachTyped(*type, [&](Relation& table) {
        RenameColumnIn(table, op.part.text, op.to.text, 0);
      });
      return;
    }
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      return RenamePart(op);
    case ObjectKind::kSchema:
      return RenameSchema(op.name.name, op.to.text);
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine: {
      Object* found = Named(op.object, op.name, *op.identity, {});
      if (found == nullptr) return;
      return MoveFunction(static_cast<FunctionFact&>(*found), {}, op.to.text);
    }
    case ObjectKind::kStatistics:
    case ObjectKind::kPublication: {
      Object* found = Named(op.object, op.name, kNoIdentity, {});
      if (found != nullptr) Say(*found, Trait::kName, op.to.text);
      return;
    }
    default:
      return;
  }
}

void CatalogBuilder::Apply(const SetSchema& op) {
  switch (op.object) {
    case ObjectKind::kTable:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kForeignTable:
    case ObjectKind::kSequence:
      if (op.if_exists && Find(op.name) == nullptr) return;
      return MoveToSchema(*Need(op.name), op.to.text);
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return MoveType(op.name, op.to.text,
                      Now().NameOf(*TypeNamed(op.name, TypeKind::kOther)).name);
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine: {
      Object* found = Named(op.object, op.name, *op.identity, {});
      if (found == nullptr) return;
      return MoveFunction(static_cast<FunctionFact&>(*found), op.to.text,
                          op.name.name);
    }
    case ObjectKind::kStatistics:
      if (StatisticsFact* found = StatisticsNamed(op.name)) {
        Say(*found, Trait::kSchema, op.to.text);
      }
      return;
    default:
      return;
  }
}

}  // namespace interlock::sql
