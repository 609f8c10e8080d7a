// SPDX-License-Identifier: Apache-2.0
// Actions on constraints. A foreign key touches two tables.
#include <algorithm>

#include "analyzers/sql/meter.h"

namespace interlock::sql {

Fact Meter::FactOf(const Constraint& constraint) {
  bool checks = !constraint.not_valid && constraint.enforced;
  switch (constraint.kind) {
    case ConstraintKind::kForeignKey:
      return checks ? Fact::kAddForeignKey : Fact::kAddForeignKeyNotValid;
    case ConstraintKind::kCheck:
      return checks ? Fact::kAddCheck : Fact::kAddCheckNotValid;
    case ConstraintKind::kNotNull:
      return checks ? Fact::kAddNotNull : Fact::kAddNotNullNotValid;
    case ConstraintKind::kUnique:
    case ConstraintKind::kPrimaryKey:
      return constraint.using_index().empty() ? Fact::kAddUnique
                                              : Fact::kAddUniqueUsing;
    case ConstraintKind::kExclude:
      return Fact::kAddExclude;
  }
  return Fact::kAddCheck;
}

// The other table of a foreign key, and its partitions.
void Meter::Referenced(const Name& name, Fact fact, Work work) {
  RelationEffect& item = Add(name, fact);
  item.work = work;
  RelationEffect copy = item;
  if (copy.relation != nullptr && copy.relation->partitioned) Spread(copy);
}

void Meter::AddForeignKey(const AddConstraint& op) {
  const Constraint& constraint = op.constraint;
  Fact fact = FactOf(constraint);
  RelationEffect item = Add(op.table, fact);
  bool partitioned = item.relation != nullptr && item.relation->partitioned;
  Referenced(constraint.references(), fact, item.work);
  if (op.only) return;
  if (partitioned) {
    Spread(item);
  } else if (version() >= 18) {
    item.work = Work::kInstant;  // children are locked, but have no such key
    Spread(item);
  }
}

// A key needs its columns to be NOT NULL, and looks where they may be null.
void Meter::AddKey(const AddConstraint& op, RelationEffect item) {
  const Constraint& constraint = op.constraint;
  if (constraint.using_index().empty() || item.relation == nullptr) return;
  QualifiedName name = view_.NameOf(*item.relation);
  const Relation* index =
      view_.Find(name.schema, constraint.using_index().text);
  if (index == nullptr) {
    bool primary = constraint.kind == ConstraintKind::kPrimaryKey;
    if (primary) effects_.list.all().front().Assume(Doubt::kParts);
    if (primary) effects_.list.all().front().work = Work::kScan;
    return;
  }
  AddIndex(*index, Lock::kShareUpdateExclusive, false);
  if (constraint.kind != ConstraintKind::kPrimaryKey) return;
  for (std::string_view key : view_.IndexKeyOf(*index)) {
    Answer not_null = setting_.start.IsNotNull(*item.relation, key);
    if (not_null == Answer::kYes || ProvesNotNull(*item.relation, key)) {
      continue;
    }
    RelationEffect& table = effects_.list.all().front();
    table.work = Work::kScan;
    if (not_null == Answer::kUnknown) table.Assume(Doubt::kParts);
  }
}

void Meter::Measure(const AddConstraint& op) {
  const Constraint& constraint = op.constraint;
  if (constraint.kind == ConstraintKind::kForeignKey) return AddForeignKey(op);
  RelationEffect item = Add(op.table, FactOf(constraint));
  bool key = constraint.kind == ConstraintKind::kUnique ||
             constraint.kind == ConstraintKind::kPrimaryKey ||
             constraint.kind == ConstraintKind::kExclude;
  if (key) AddKey(op, item);
  if (item.relation == nullptr || !full() || op.only) return;
  bool partitioned = item.relation->partitioned;
  if (!key) {
    bool handed = !constraint.no_inherit;
    if (!handed && version() < 18) return;
    if (!handed) item.work = Work::kInstant;
    return Spread(item);
  }
  // Partitions are locked by the making of their index alone before 18.
  if (partitioned && version() < 18) item.lock = Lock::kShare;
  bool primary = constraint.kind == ConstraintKind::kPrimaryKey;
  if (!partitioned) item.work = primary ? Work::kScan : Work::kInstant;
  if (partitioned || version() >= 18 || primary) Spread(item);
}

void Meter::DropKeyTo(const ConstraintFact& fact, Fact as) {
  if (fact.def->kind != ConstraintKind::kForeignKey || fact.hidden) return;
  const Name& name = fact.def->references();
  RelationEffect item = fact.references != nullptr
                            ? AddRelation(*fact.references, as, name.span)
                            : Add(name, as);
  if (item.relation != nullptr && item.relation->partitioned) Spread(item);
}

void Meter::Measure(const DropConstraint& op) {
  effects_.loss = Loss::kDefinition;
  const Relation* table = view_.Find(op.table);
  RelationEffect item = AddTo(op.table, table, Fact::kDropConstraint);
  if (table == nullptr) return;
  const ConstraintFact* fact =
      setting_.start.FindConstraint(*table, op.constraint.text);
  if (fact == nullptr) fact = view_.FindConstraint(*table, op.constraint.text);
  bool inherited = fact == nullptr ||
                   fact->def->kind == ConstraintKind::kCheck ||
                   fact->def->kind == ConstraintKind::kNotNull;
  bool all = fact == nullptr && table->complete && !table->assumed &&
             view_.Trusts(*table);
  bool skips = all && op.if_exists && !table->partitioned;
  if (!op.only && (table->partitioned || inherited) && !skips) Spread(item);
  if (fact == nullptr) return;
  DropKeyTo(*fact, Fact::kDropConstraint);
  if (!full()) return;
  if (fact->index != nullptr) {
    AddIndex(*fact->index, Lock::kAccessExclusive, false);
  }
  DropNeeders(view_.NeedersOf(*fact), op.table.span);
  bool key = fact->def->kind == ConstraintKind::kUnique ||
             fact->def->kind == ConstraintKind::kPrimaryKey;
  if (!key || !op.cascade) return;
  auto names = view_.KeyOf(*fact);
  std::ranges::sort(names);
  view_.EachForeignKeyTo(*table, [&](const ConstraintFact& other) {
    auto referenced = view_.ReferencedKeyOf(other);
    std::ranges::sort(referenced);
    if (other.relation == nullptr || referenced != names) return;
    AddRelation(*other.relation, Fact::kDropConstraint, op.table.span);
  });
}

void Meter::Measure(const ValidateConstraint& op) {
  const Relation* table = view_.Find(op.table);
  RelationEffect item = AddTo(op.table, table, Fact::kValidateConstraint);
  if (table == nullptr) return;
  const ConstraintFact* fact = view_.FindConstraint(*table, op.constraint.text);
  if (fact == nullptr) {
    Spread(item);
    return;
  }
  // What holds already is not looked at again.
  if (setting_.start.IsValid(*fact) && fact->born < setting_.start.time()) {
    effects_.list.all().front().work = item.work = Work::kInstant;
  }
  if (fact->def->kind == ConstraintKind::kForeignKey) {
    if (!full() || fact->references == nullptr) return;
    RelationEffect& other =
        AddRelation(*fact->references, Fact::kValidateReferenced, op.span);
    if (item.work == Work::kInstant) other.work = Work::kInstant;
    if (!table->partitioned) return;
  }
  if (op.only || item.relation == nullptr) return;
  size_t first = effects_.list.all().size();
  Spread(item);
  if (table->partitioned) return;
  // Children that were made later hold to it from the first.
  for (RelationEffect& child : effects_.list.all().subspan(first)) {
    const ConstraintFact* own =
        view_.FindConstraint(*child.relation, op.constraint.text);
    bool valid = own != nullptr && setting_.start.IsValid(*own) &&
                 own->born < setting_.start.time();
    if (valid) child.work = Work::kInstant;
  }
}

void Meter::Measure(const AlterConstraint& op) {
  const Relation* table = view_.Find(op.table);
  RelationEffect item = AddTo(op.table, table, Fact::kAlterConstraint);
  if (table == nullptr) return;
  const ConstraintFact* fact =
      view_.FindConstraint(*table, op.constraint.name.text);
  bool key = fact != nullptr &&
             fact->def->kind == ConstraintKind::kForeignKey &&
             fact->references != nullptr;
  if (!key) return;
  if (table->partitioned) Spread(item);
  if (!op.sets_enforced) return;
  RelationEffect& other =
      AddRelation(*fact->references, Fact::kAlterConstraint, op.span);
  if (!op.constraint.enforced || view_.IsEnforced(*fact)) return;
  other.work = Work::kScan;
  effects_.list.all().front().work = Work::kScan;
}

}  // namespace interlock::sql
