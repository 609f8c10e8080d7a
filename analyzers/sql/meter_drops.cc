// SPDX-License-Identifier: Apache-2.0
// What goes, and what goes along.
#include <algorithm>

#include "analyzers/sql/meter.h"

namespace interlock::sql {

bool Meter::Seen(const Relation& relation) const {
  return std::ranges::any_of(
      effects_.list.all(), [&](const RelationEffect& item) {
        return item.relation == &relation && item.fact == Fact::kDropTable;
      });
}

// Long: one case for each kind of object.
void Meter::DropNeeders(const std::vector<Needer>& needers, Span span) {
  for (const Needer& needer : needers) {
    switch (needer.object->thing) {
      case Thing::kRelation: {
        const auto& relation = static_cast<const Relation&>(*needer.object);
        if (needer.what != Needer::What::kObject) {
          AddRelation(relation, Fact::kDropColumn, span);
        } else if (relation.kind == RelationKind::kIndex) {
          AddIndex(relation, Lock::kAccessExclusive, false);
        } else if (!Seen(relation)) {
          DropRelation(relation, span);
        }
        break;
      }
      case Thing::kConstraint: {
        const auto& fact = static_cast<const ConstraintFact&>(*needer.object);
        if (fact.index != nullptr) {
          AddIndex(*fact.index, Lock::kAccessExclusive, false);
        }
        if (fact.relation == nullptr) break;
        bool key = fact.def->kind == ConstraintKind::kForeignKey;
        if (key) AddRelation(*fact.relation, Fact::kDropConstraint, span);
        DropKeyTo(fact, Fact::kDropConstraint);
        if (!key) DropNeeders(view_.NeedersOf(fact), span);
        break;
      }
      case Thing::kTrigger:
        AddRelation(*static_cast<const TriggerFact&>(*needer.object).relation,
                    Fact::kDropTrigger, span);
        break;
      case Thing::kPolicy:
        AddRelation(*static_cast<const PolicyFact&>(*needer.object).relation,
                    Fact::kDropTrigger, span);
        break;
      case Thing::kRule:
        AddRelation(*static_cast<const RuleFact&>(*needer.object).relation,
                    Fact::kDropTrigger, span);
        break;
      case Thing::kType:
        DropNeeders(view_.NeedersOf(*needer.object), span);
        break;
      default:
        break;
    }
  }
}

// The relation is in the list; what is locked with it follows. Depth is that
// of views over views, which the catalog keeps short.
void Meter::DropRelation(const Relation& relation, Span span) {
  RelationEffect& item = AddRelation(relation, Fact::kDropTable, span);
  if (effects_.list.all().size() > static_cast<size_t>(kMaxParts)) {
    item.Assume(Doubt::kParts);
    return;
  }
  AddIndexes(relation, Lock::kAccessExclusive, false);
  view_.EachConstraint(relation, [&](const ConstraintFact& fact) {
    // A partition's copy goes without a look at the other table.
    if (fact.parents == 0) DropKeyTo(fact, Fact::kDropConstraint);
  });
  view_.EachForeignKeyTo(relation, [&](const ConstraintFact& fact) {
    if (fact.relation == nullptr || fact.relation == &relation) return;
    if (!fact.hidden) {
      AddRelation(*fact.relation, Fact::kDropConstraint, span);
    }
  });
  DropNeeders(view_.NeedersOf(relation), span);
}

void Meter::Measure(const DropTable& op) {
  effects_.loss = Loss::kData;
  for (const Name& name : op.tables) {
    const Relation* table = view_.Find(name);
    if (table == nullptr && op.if_exists && view_.Absent() == Answer::kNo) {
      continue;
    }
    AddTo(name, table, Fact::kDropTable);
  }
  for (const Name& name : op.tables) {
    const Relation* table = view_.Find(name);
    if (table == nullptr) continue;
    if (full()) {
      DropRelation(*table, name.span);
    } else {
      view_.EachConstraint(*table, [&](const ConstraintFact& fact) {
        DropKeyTo(fact, Fact::kDropTable);
      });
    }
    if (table->parent != nullptr && table->detached >= view_.time()) {
      AddRelation(*table->parent, Fact::kDropTable, name.span);
    }
  }
}

void Meter::DropSchema(const Name& schema) {
  effects_.known &= view_.Absent() == Answer::kNo;
  for (const Slot* slot : view_.catalog().names()) {
    if (slot->schema != schema.name) continue;
    const auto* relation = static_cast<const Relation*>(slot->At(view_.time()));
    if (relation == nullptr || relation->kind == RelationKind::kIndex) continue;
    if (!Seen(*relation)) DropRelation(*relation, schema.span);
  }
}

// Long: one case for each kind of object.
void Meter::Measure(const DropObject& op) {
  effects_.loss = Loss::kDefinition;
  switch (op.object) {
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      for (const Name& name : op.names) {
        RelationEffect item = Add(name, Fact::kDropTrigger);
        bool parts = item.relation != nullptr && item.relation->partitioned;
        if (op.object == ObjectKind::kTrigger && parts) Spread(item);
      }
      return;
    case ObjectKind::kMaterializedView:
    case ObjectKind::kView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
      for (const Name& name : op.names) {
        const Relation* relation = view_.Find(name);
        if (relation == nullptr && op.if_exists &&
            view_.Absent() == Answer::kNo) {
          continue;
        }
        AddTo(name, relation, Fact::kDropTable);
        if (relation != nullptr && full()) DropRelation(*relation, name.span);
      }
      return;
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      effects_.known = !op.cascade || full();
      for (const Name& name : op.names) {
        const TypeFact* type = view_.FindType(name.schema, name.name);
        if (type == nullptr) {
          effects_.known &= !op.cascade;
        } else if (op.cascade && full()) {
          effects_.loss = Loss::kData;
          DropNeeders(view_.NeedersOf(*type), name.span);
        }
      }
      return;
    case ObjectKind::kSchema:
      if (!op.cascade) return;
      effects_.loss = Loss::kData;
      effects_.known = full();
      if (!full()) return;
      for (const Name& name : op.names) DropSchema(name);
      return;
    case ObjectKind::kDatabase:
      effects_.loss = Loss::kData;
      effects_.in_transaction = InTransaction::kRefused;
      return;
    default:
      effects_.known = !op.cascade;
  }
}

void Meter::Measure(const DropIndex& op) {
  effects_.loss = Loss::kDefinition;
  if (op.concurrently) effects_.in_transaction = InTransaction::kRefused;
  Fact fact = op.concurrently ? Fact::kDropIndexConcurrently : Fact::kDropIndex;
  for (const Name& name : op.indexes) {
    const Relation* index = view_.Find(name);
    if (index == nullptr || index->table == nullptr) {
      if (op.if_exists && view_.Absent() == Answer::kNo) continue;
      AddTo(name, nullptr, fact);
      continue;
    }
    const Relation& table = *index->table;
    QualifiedName of = view_.NameOf(table);
    RelationEffect item = AddTo({of.schema, of.name, name.span}, &table, fact);
    if (!full()) continue;
    AddIndex(*index, InfoOf(fact).lock, false);
    if (op.concurrently) continue;
    // The partitions' own indexes go along.
    if (table.partitioned) Spread(item);
    for (const Relation* part : Below(table)) {
      view_.EachAnyIndex(*part, [&](const Relation& below) {
        const Relation* up = &below;
        for (int left = 64; left > 0 && up != nullptr && up != index; --left) {
          up = up->parts == nullptr ? nullptr : up->parts->index_parent;
        }
        if (up == index) AddIndex(below, Lock::kAccessExclusive, false);
      });
    }
    if (op.cascade) DropNeeders(view_.NeedersOf(*index), name.span);
  }
}

}  // namespace interlock::sql
