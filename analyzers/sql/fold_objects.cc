// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with types.
#include <algorithm>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {

TypeFact* CatalogBuilder::CreateType(const Name& name, TypeKind kind) {
  std::string_view schema = SchemaFor(name);
  Slot* slot =
      Listed(catalog_.type_names_, catalog_.types_, nullptr, schema, name.name);
  if (auto* old = static_cast<TypeFact*>(slot->At(time_ + 1))) BuryType(*old);
  auto* type = arena().New<TypeFact>();
  type->thing = Thing::kType;
  type->born = time_;
  type->schema = schema;
  type->name = name.name;
  type->kind = kind;
  Set(slot, type);
  return type;
}

TypeFact* CatalogBuilder::TypeNamed(const Name& name, TypeKind otherwise) {
  const TypeFact* found = Now().FindType(name.schema, name.name);
  if (found != nullptr) return const_cast<TypeFact*>(found);
  TypeFact* type = CreateType(name, otherwise);
  type->assumed = true;
  return type;
}

void CatalogBuilder::LinkType(const TypeName& type, Object& who, Bond bond,
                              std::string_view part, const void* proof) {
  const Object* on = Now().TypeOf(type, time_ + 1);
  if (on == nullptr) return;
  Depend(const_cast<Object&>(*on),
         {.who = &who, .part = part, .proof = proof, .bond = bond});
}

void CatalogBuilder::Apply(const CreateEnum& op) {
  CreateType(op.type, TypeKind::kEnum)->enumeration = &op;
}

namespace {

struct Place {
  bool found = false;
  double order = 0;
};

}  // namespace

// Between its neighbour and the one beyond, as the server's sort order has it.
double CatalogBuilder::OrderFor(const TypeFact& type, const AddEnumValue& op) {
  std::vector<double> orders;
  Place neighbour;
  auto see = [&](std::string_view text, double order) {
    orders.push_back(order);
    if (text == op.neighbour.text) neighbour = {true, order};
  };
  if (type.enumeration != nullptr) {
    double order = 0;
    for (const Ident& label : type.enumeration->labels)
      see(label.text, ++order);
  }
  int left = kMaxParts;
  for (EnumLabel* at = type.labels; at != nullptr && --left > 0;
       at = at->next) {
    if (at->born <= time_ && at->died > time_) see(at->text, at->order);
  }
  std::ranges::sort(orders);
  double last = orders.empty() ? 0 : orders.back();
  if (op.neighbour.empty() || !neighbour.found) return last + 1;
  auto at = std::ranges::lower_bound(orders, neighbour.order);
  if (op.after) {
    auto next = std::ranges::upper_bound(orders, neighbour.order);
    if (next == orders.end()) return neighbour.order + 1;
    return (neighbour.order + *next) / 2;
  }
  if (at == orders.begin()) return neighbour.order - 1;
  return (neighbour.order + *(at - 1)) / 2;
}

void CatalogBuilder::Apply(const AddEnumValue& op) {
  TypeFact* type = TypeNamed(op.type, TypeKind::kEnum);
  if (op.if_not_exists && Now().HasLabel(*type, op.value.text)) return;
  double order = OrderFor(*type, op);
  type->labels =
      arena().New<EnumLabel>(op.value.text, time_, kNever, order, type->labels);
}

void CatalogBuilder::Apply(const RenameEnumValue& op) {
  TypeFact* type = TypeNamed(op.type, TypeKind::kEnum);
  double order = 0;
  bool found = false;
  int left = kMaxParts;
  for (auto* at = type->labels; at != nullptr && --left > 0; at = at->next) {
    if (at->text != op.from.text || at->died != kNever) continue;
    at->died = time_;
    order = at->order;
    found = true;
  }
  if (!found) {
    if (type->enumeration != nullptr) {
      double place = 0;
      for (const Ident& label : type->enumeration->labels) {
        ++place;
        if (label.text == op.from.text) order = place;
      }
    }
    type->labels = arena().New<EnumLabel>(op.from.text, kBeforeAll, time_,
                                          order, type->labels);
  }
  type->labels =
      arena().New<EnumLabel>(op.to.text, time_, kNever, order, type->labels);
}

void CatalogBuilder::AddDomainCheck(TypeFact& type,
                                    const Constraint& constraint) {
  auto* fact = arena().New<ConstraintFact>();
  fact->thing = Thing::kConstraint;
  fact->born = fact->written = time_;
  fact->def = &constraint;
  if (!constraint.not_valid) fact->validated = time_;
  std::string_view name = constraint.name.text;
  QualifiedName domain = Now().NameOf(type);
  if (name.empty()) {
    name = ChooseConstraintName(domain.schema, domain.name, {}, "check");
  }
  fact->name = name;
  CountName(domain.schema, name, 1);
  fact->next = type.constraints;
  type.constraints = fact;
  LinkFunctions(constraint.check(), *fact, Bond::kExpression, {}, nullptr);
}

void CatalogBuilder::Apply(const CreateDomain& op) {
  TypeFact* type = CreateType(op.domain, TypeKind::kDomain);
  type->domain = &op;
  const TypeFact* base = Now().FindType(op.base.schema(), op.base.name());
  bool inherits = base != nullptr && base->constrained <= time_;
  if (op.not_null || !op.constraints.empty() || inherits) {
    type->constrained = time_;
  }
  LinkType(op.base, *type, Bond::kBuiltOn, {}, nullptr);
  for (const Constraint& constraint : op.constraints) {
    AddDomainCheck(*type, constraint);
  }
}

void CatalogBuilder::Apply(const AlterDomain& op) {
  TypeFact* type = TypeNamed(op.domain, TypeKind::kDomain);
  auto each = [&](auto f) {
    for (ConstraintFact* at = type->constraints; at; at = at->next) {
      if (at->AliveAt(time_ + 1) &&
          Now().NameOf(*at) == op.constraint.name.text) {
        f(*at);
      }
    }
  };
  switch (op.change) {
    case DomainChange::kSetDefault:
      return Say(*type, Trait::kDefault, "yes");
    case DomainChange::kDropDefault:
      return Say(*type, Trait::kDefault, "");
    case DomainChange::kSetNotNull:
      type->constrained = std::min(type->constrained, time_);
      return Say(*type, Trait::kNotNull, "yes");
    case DomainChange::kDropNotNull:
      return Say(*type, Trait::kNotNull, "");
    case DomainChange::kAddConstraint:
      type->constrained = std::min(type->constrained, time_);
      if (op.constraint.kind == ConstraintKind::kNotNull) {
        return Say(*type, Trait::kNotNull, "yes");
      }
      return AddDomainCheck(*type, op.constraint);
    case DomainChange::kDropConstraint:
      return each([&](ConstraintFact& fact) {
        fact.died = time_;
        CountName(Now().NameOf(*type).schema, Now().NameOf(fact), -1);
      });
    case DomainChange::kValidateConstraint:
      return each([&](ConstraintFact& fact) {
        fact.validated = std::min(fact.validated, time_);
      });
  }
}

void CatalogBuilder::Apply(const interlock::sql::CreateType& op) {
  if (op.form == TypeForm::kShell) return;
  TypeKind kind = op.form == TypeForm::kComposite ? TypeKind::kComposite
                  : op.form == TypeForm::kRange   ? TypeKind::kRange
                                                  : TypeKind::kOther;
  TypeFact* type = CreateType(op.type, kind);
  type->def = &op;
  if (op.form == TypeForm::kRange) {
    LinkType(op.subtype, *type, Bond::kBuiltOn, {}, nullptr);
  }
  if (op.form != TypeForm::kComposite) return;
  type->row = Nameless(RelationKind::kCompositeType);
  type->row->schema = type->schema;
  type->row->name = type->name;
  type->row->complete = true;
  for (const ColumnDef& def : op.attributes) AddColumnTo(*type->row, def);
}

void CatalogBuilder::Apply(const AlterAttribute& op) {
  TypeFact* type = TypeNamed(op.type, TypeKind::kComposite);
  if (type->row == nullptr) return;
  std::string_view name = op.attribute.name.text;
  switch (op.change) {
    case AttributeChange::kAdd:
      AddColumnTo(*type->row, op.attribute);
      return EachTyped(*type, [&](Relation& table) {
        AddColumn(table, op.attribute, 0, {});
      });
    case AttributeChange::kDrop: {
      if (op.if_exists && !Now().FindColumn(*type->row, name)) return;
      Doomed doomed = {{.object = type->row,
                        .part = name,
                        .what = Needer::What::kColumn,
                        .bond = Bond::kInherits}};
      EachTyped(*type, [&](Relation& table) {
        doomed.push_back({.object = &table,
                          .part = name,
                          .what = Needer::What::kColumn,
                          .bond = Bond::kInherits});
      });
      return Drop(std::move(doomed), op.cascade);
    }
    case AttributeChange::kAlterType: {
      auto change = [&](Relation& at, Column& column) {
        column.type = &op.attribute.type;
        column.typed = time_;
        LinkType(op.attribute.type, at, Bond::kColumnType, column.name,
                 &op.attribute.type);
      };
      ChangeIn(*type->row, name, change, -1);
      return EachTyped(
          *type, [&](Relation& table) { ChangeIn(table, name, change, 0); });
    }
  }
}

void CatalogBuilder::ApplyTypeOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateIndex:
      return Apply(To<CreateIndex>(op));
    case OpKind::kDropIndex:
      return Apply(To<DropIndex>(op));
    case OpKind::kCreateEnum:
      return Apply(To<CreateEnum>(op));
    case OpKind::kAddEnumValue:
      return Apply(To<AddEnumValue>(op));
    case OpKind::kRenameEnumValue:
      return Apply(To<RenameEnumValue>(op));
    case OpKind::kCreateDomain:
      return Apply(To<CreateDomain>(op));
    case OpKind::kAlterDomain:
      return Apply(To<AlterDomain>(op));
    case OpKind::kCreateType:
      return Apply(To<interlock::sql::CreateType>(op));
    case OpKind::kAlterAttribute:
      return Apply(To<AlterAttribute>(op));
    default:
      return;
  }
}

}  // namespace interlock::sql
