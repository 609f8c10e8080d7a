// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with functions, triggers, policies, rules, and
// with what may be said of any object.
#include <algorithm>
#include <string>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/fold_change.h"
#include "core/text.h"

namespace interlock::sql {

void CatalogBuilder::Apply(const CreateFunction& op) {
  std::string_view schema = SchemaFor(op.function);
  Name name{schema, op.function.name, op.function.span};
  Identity identity;
  identity.types = op.arguments;
  identity.has_types = true;
  auto* function =
      const_cast<FunctionFact*>(Now().FindFunction(name, identity));
  if (function == nullptr) {
    function = arena().New<FunctionFact>();
    function->thing = Thing::kFunction;
    function->born = time_;
    function->schema = schema;
    function->name = op.function.name;
    List(*function, schema, op.function.name);
  }
  std::string_view body = file_->source->Text(op.body);
  scanned_ += body.size();
  function->versions = arena().New<FunctionVersion>(
      &op, time_, ChangesSchema(body), function->versions);
  for (const Argument& argument : op.parameters) {
    LinkType(argument.type, *function, Bond::kSignature, {}, nullptr);
  }
  LinkType(op.returns, *function, Bond::kSignature, {}, nullptr);
}

void CatalogBuilder::Apply(const AlterFunction& op) {
  Object* function = Named(op.object, op.function, *op.identity, {});
  if (function == nullptr) return;
  if (op.options->volatility) {
    Say(*function, Trait::kVolatility,
        *op.options->volatility == Volatility::kImmutable ? "i"
        : *op.options->volatility == Volatility::kStable  ? "s"
                                                          : "v");
  }
  if (op.options->security_definer) {
    Say(*function, Trait::kSecurityDefiner,
        *op.options->security_definer ? "yes" : "no");
  }
}

void CatalogBuilder::Apply(const CreateTrigger& op) {
  Relation* table = Need(op.table);
  RelationParts& parts = PartsOf(*table);
  Now().EachTrigger(*table, [&](const TriggerFact& old) {
    if (Now().NameOf(old) != op.trigger.text) return;
    Drop({{.object = const_cast<TriggerFact*>(&old)}}, true);
  });
  auto* trigger = arena().New<TriggerFact>();
  trigger->thing = Thing::kTrigger;
  trigger->born = time_;
  trigger->name = op.trigger.text;
  trigger->def = &op;
  trigger->relation = table;
  trigger->next = parts.triggers;
  parts.triggers = trigger;
  Identity none;
  none.has_types = true;
  auto* function =
      const_cast<FunctionFact*>(Now().FindFunction(op.function, none));
  if (function != nullptr) {
    trigger->function = function;
    Depend(*function, {.who = trigger, .bond = Bond::kRuns});
  }
  LinkFunctions(op.when(), *trigger, Bond::kExpression, {}, nullptr);
  if (!table->partitioned || !op.for_each_row) return;
  EachChildOf(*table, [&](Relation& child) {
    if (child.parent == table) GiveTrigger(*trigger, child, 0);
  });
}

void CatalogBuilder::Apply(const CreatePolicy& op) {
  Relation* table = Need(op.table);
  RelationParts& parts = PartsOf(*table);
  auto* policy = arena().New<PolicyFact>();
  policy->thing = Thing::kPolicy;
  policy->born = time_;
  policy->name = op.policy.text;
  policy->def = &op;
  policy->relation = table;
  policy->next = parts.policies;
  parts.policies = policy;
  LinkFunctions(op.using_expr, *policy, Bond::kExpression, {}, &op.using_expr);
  LinkFunctions(op.check, *policy, Bond::kExpression, {}, &op.check);
}

void CatalogBuilder::Apply(const AlterPolicy& op) {
  Relation* table = Find(op.table);
  if (table == nullptr) return;
  Now().EachPolicy(*table, [&](const PolicyFact& each) {
    if (Now().NameOf(each) != op.policy.text) return;
    auto& policy = const_cast<PolicyFact&>(each);
    policy.changes = arena().New<PolicyChange>(&op, time_, policy.changes);
    LinkFunctions(op.using_expr, policy, Bond::kExpression, {}, &op.using_expr);
    LinkFunctions(op.check, policy, Bond::kExpression, {}, &op.check);
  });
}

void CatalogBuilder::Apply(const CreateRule& op) {
  Relation* table = Need(op.table);
  RelationParts& parts = PartsOf(*table);
  Now().EachRule(*table, [&](const RuleFact& old) {
    if (Now().NameOf(old) == op.rule.text) {
      const_cast<RuleFact&>(old).died = time_;
    }
  });
  auto* rule = arena().New<RuleFact>();
  rule->thing = Thing::kRule;
  rule->born = time_;
  rule->name = op.rule.text;
  rule->def = &op;
  rule->relation = table;
  rule->next = parts.rules;
  parts.rules = rule;
  for (const Name& name : op.reads) {
    Relation* read = Find(name);
    if (read == nullptr || read == table) continue;
    Depend(*read, {.who = rule, .bond = Bond::kReads});
  }
}

Object* CatalogBuilder::MakeListed(std::vector<const Slot*>& list, Thing thing,
                                   std::string_view name) {
  Slot* slot = Listed(catalog_.object_names_, list, &list, {}, name);
  if (auto* old = static_cast<Object*>(slot->At(time_ + 1))) return old;
  auto* object = arena().New<Object>();
  object->thing = thing;
  object->born = time_;
  object->name = name;
  Set(slot, object);
  return object;
}

// The object of a kind by its name; null when the history does not know it.
// Long: one case for each kind of object.
Object* CatalogBuilder::Named(ObjectKind kind, const Name& name,
                              const Identity& identity, std::string_view part) {
  View now = Now();
  Object* found = nullptr;
  auto match = [&](const Object& one) {
    if (now.NameOf(one) == part) found = const_cast<Object*>(&one);
  };
  switch (kind) {
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return const_cast<TypeFact*>(now.FindType(name.schema, name.name));
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
      return const_cast<FunctionFact*>(now.FindFunction(name, identity));
    case ObjectKind::kSchema:
      return const_cast<Object*>(now.FindSchema(name.name));
    case ObjectKind::kExtension:
      return const_cast<Object*>(now.FindExtension(name.name));
    case ObjectKind::kTrigger:
      if (Relation* table = Find(name)) now.EachTrigger(*table, match);
      return found;
    case ObjectKind::kPolicy:
      if (Relation* table = Find(name)) now.EachPolicy(*table, match);
      return found;
    case ObjectKind::kRule:
      if (Relation* table = Find(name)) now.EachRule(*table, match);
      return found;
    case ObjectKind::kConstraint:
      if (Relation* table = Find(name)) now.EachConstraint(*table, match);
      return found;
    case ObjectKind::kTable:
    case ObjectKind::kForeignTable:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kIndex:
      return Find(name);
    case ObjectKind::kStatistics:
      return StatisticsNamed(name);
    case ObjectKind::kPublication:
      return PublicationNamed(name.name);
    case ObjectKind::kDomainConstraint: {
      auto* type = const_cast<TypeFact*>(now.FindType(name.schema, name.name));
      if (type == nullptr) return nullptr;
      for (ConstraintFact* at = type->constraints; at; at = at->next) {
        if (at->AliveAt(time_ + 1)) match(*at);
      }
      return found;
    }
    default:
      return nullptr;
  }
}

void CatalogBuilder::Apply(const CommentOn& op) {
  if (op.object == ObjectKind::kColumn) {
    if (Relation* relation = Find(op.name)) {
      Say(*relation, Trait::kComment, op.removes ? "" : op.text, op.part.text);
    }
    return;
  }
  Object* object = Named(op.object, op.name, *op.identity, op.part.text);
  if (object == nullptr) return;
  Say(*object, Trait::kComment, op.removes ? "" : op.text);
}

void CatalogBuilder::Apply(const AlterObject& op) {
  if (op.change != ObjectChange::kOwner) return;
  Object* object = Named(op.object, op.name, *op.identity, op.part.text);
  if (object != nullptr) Say(*object, Trait::kOwner, op.argument.text);
}

// Long: one case for each kind of op.
void CatalogBuilder::ApplyOtherOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateSchema: {
      const auto& create = To<CreateSchema>(op);
      Object* schema =
          MakeListed(catalog_.schemas_, Thing::kSchema, create.schema.text);
      if (!create.owner.empty()) Say(*schema, Trait::kOwner, create.owner.text);
      return;
    }
    case OpKind::kCreateExtension:
      MakeListed(catalog_.extensions_, Thing::kExtension,
                 To<CreateExtension>(op).extension.text);
      return;
    case OpKind::kCreateView:
      return Apply(To<CreateView>(op));
    case OpKind::kRefreshView: {
      const auto& refresh = To<RefreshView>(op);
      Relation* view = Find(refresh.view);
      if (view == nullptr) return;
      return Say(*view, Trait::kValid, refresh.with_data ? "yes" : "");
    }
    case OpKind::kCreateSequence:
      return Apply(To<CreateSequence>(op));
    case OpKind::kAlterSequence:
      return Apply(To<AlterSequence>(op));
    case OpKind::kCreateFunction:
      return Apply(To<CreateFunction>(op));
    case OpKind::kAlterFunction:
      return Apply(To<AlterFunction>(op));
    case OpKind::kCreateTrigger:
      return Apply(To<CreateTrigger>(op));
    case OpKind::kCreatePolicy:
      return Apply(To<CreatePolicy>(op));
    case OpKind::kAlterPolicy:
      return Apply(To<AlterPolicy>(op));
    case OpKind::kCreateRule:
      return Apply(To<CreateRule>(op));
    case OpKind::kDropObject:
      return Apply(To<DropObject>(op));
    case OpKind::kCommentOn:
      return Apply(To<CommentOn>(op));
    case OpKind::kGrant:
      return Apply(To<Grant>(op));
    case OpKind::kCreateStatistics:
      return Apply(To<CreateStatistics>(op));
    case OpKind::kCreatePublication:
      return Apply(To<CreatePublication>(op));
    case OpKind::kAlterPublication:
      return Apply(To<AlterPublication>(op));
    case OpKind::kAlterObject:
      return Apply(To<AlterObject>(op));
    case OpKind::kCreateObject:
      if (To<CreateObject>(op).object == ObjectKind::kCast) {
        catalog_.first_cast_ = std::min(catalog_.first_cast_, time_);
      }
      return;
    default:
      return;
  }
}

}  // namespace interlock::sql
