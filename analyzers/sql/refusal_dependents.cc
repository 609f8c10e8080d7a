// SPDX-License-Identifier: Apache-2.0
// Objects that others need, so that they cannot go without CASCADE.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/refusal_keys.h"

namespace interlock::sql::refusal {
namespace {

using Goes = Needer::Goes;

const Relation* TableOf(const Object& object) {
  switch (object.thing) {
    case Thing::kRelation: {
      const auto& relation = static_cast<const Relation&>(object);
      return relation.table != nullptr ? relation.table : &relation;
    }
    case Thing::kConstraint:
      return static_cast<const ConstraintFact&>(object).relation;
    case Thing::kTrigger:
      return static_cast<const TriggerFact&>(object).relation;
    case Thing::kPolicy:
      return static_cast<const PolicyFact&>(object).relation;
    case Thing::kRule:
      return static_cast<const RuleFact&>(object).relation;
    default:
      return nullptr;
  }
}

std::string_view NounOf(const Object& object) {
  switch (object.thing) {
    case Thing::kRelation:
      return NameOf(static_cast<const Relation&>(object).kind);
    case Thing::kConstraint:
      return "constraint";
    case Thing::kTrigger:
      return "trigger";
    case Thing::kPolicy:
      return "policy";
    case Thing::kRule:
      return "rule";
    case Thing::kType:
      return "type";
    case Thing::kFunction:
      return "function";
    default:
      return "object";
  }
}

// "view open_orders", "column mood of people", "constraint x of orders".
std::string Describe(const Case& c, const Needer& needer) {
  const Object& object = *needer.object;
  std::string_view name = c.view().NameOf(object);
  if (needer.what == Needer::What::kColumn) {
    return fmt::format("column {} of {}", needer.part, name);
  }
  if (needer.what == Needer::What::kDefault) {
    return fmt::format("the default of {}.{}", name, needer.part);
  }
  const Relation* table = TableOf(object);
  if (table == nullptr || table == &object) {
    return fmt::format("{} {}", NounOf(object), name);
  }
  return fmt::format("{} {} of {}", NounOf(object), name,
                     c.view().NameOf(*table).name);
}

// It stands for certain: nothing unseen may have dropped it.
bool Stands(const Case& c, const Object& object) {
  if (object.assumed) return false;
  const Relation* table = TableOf(object);
  if (table != nullptr) return !table->assumed && c.view().Trusts(*table);
  return c.view().SeesSince(object.born);
}

// What the statement drops by name: no reason to refuse it.
using Dropped = std::vector<const Object*>;

Dropped DroppedBy(const Case& c, std::span<const Name> names) {
  Dropped out;
  for (const Name& name : names) {
    if (const Relation* found = c.view().Find(name)) out.push_back(found);
    if (const TypeFact* type = c.view().FindType(name.schema, name.name)) {
      out.push_back(type);
    }
  }
  return out;
}

bool Holds(const Dropped& dropped, const Object* object) {
  return std::ranges::find(dropped, object) != dropped.end();
}

Refusal Blocked(const Case& c, const Needer& needer, Cause cause,
                std::string_view sqlstate, Span span, std::string_view what) {
  std::string who = Describe(c, needer);
  Refusal out =
      c.Refuse(cause, sqlstate, span, "{} is needed by {}", what, who);
  out.help = fmt::format("change or drop {} first", who);
  out.related = needer.object->born;
  out.related_note = "this needs it";
  return out;
}

Verdict FirstBlocker(const Case& c, const std::vector<Needer>& needers,
                     const Dropped& dropped, Span span, std::string_view what) {
  for (const Needer& needer : needers) {
    if (needer.goes != Goes::kBlocks || !needer.sure) continue;
    const Relation* table = TableOf(*needer.object);
    if (Holds(dropped, needer.object) || Holds(dropped, table)) continue;
    if (!Stands(c, *needer.object)) continue;
    return Blocked(c, needer, Cause::kDropNeedsCascade, "2BP01", span, what);
  }
  return {};
}

Verdict Check(const Case& c, const DropTable& op) {
  if (op.cascade) return {};
  Dropped dropped = DroppedBy(c, op.tables);
  for (const Name& name : op.tables) {
    const Relation* table = c.view().Find(name);
    if (table == nullptr) continue;
    auto verdict = FirstBlocker(c, c.view().NeedersOf(*table), dropped,
                                name.span, name.name);
    if (verdict) return verdict;
  }
  return {};
}

// A sequence that an identity column made goes with the column alone.
Verdict IdentitySequence(const Case& c, const Name& name) {
  const Relation* sequence = c.Sure(name);
  if (sequence == nullptr || sequence->parts == nullptr) return {};
  const RelationParts& parts = *sequence->parts;
  bool owned = parts.identity && parts.owner != nullptr &&
               parts.owner->AliveAt(c.view().time()) &&
               parts.disowned >= c.view().time();
  if (!owned) return {};
  return c.Refuse(Cause::kDropNeedsCascade, "2BP01", name.span,
                  "{} belongs to an identity column of {}", name.name,
                  c.view().NameOf(*parts.owner).name);
}

const Object* FindDropped(const Case& c, const DropObject& op, size_t i) {
  const Name& name = op.names[i];
  switch (op.object) {
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
      return c.view().Find(name);
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return c.view().FindType(name.schema, name.name);
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure: {
      const Identity& identity =
          i < op.identities.size() ? op.identities[i] : kNoIdentity;
      return c.view().FindFunction(name, identity);
    }
    default:
      return nullptr;
  }
}

Verdict Check(const Case& c, const DropObject& op) {
  if (op.object == ObjectKind::kSequence) {
    for (const Name& name : op.names) {
      if (auto verdict = IdentitySequence(c, name)) return verdict;
    }
  }
  if (op.cascade) return {};
  Dropped dropped = DroppedBy(c, op.names);
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Object* object = FindDropped(c, op, i);
    if (object == nullptr) continue;
    auto verdict = FirstBlocker(c, c.view().NeedersOf(*object), dropped,
                                op.names[i].span, op.names[i].name);
    if (verdict) return verdict;
  }
  return {};
}

// The generated column is older than the statement.
bool GeneratedBefore(const Case& c, const Needer& needer) {
  if (needer.object->thing != Thing::kRelation) return false;
  const auto& table = static_cast<const Relation&>(*needer.object);
  auto column = c.before().FindColumn(table, needer.part);
  return column && column->generated != Generated::kNo;
}

Verdict Check(const Case& c, const DropColumn& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || op.cascade) return {};
  if (c.HasColumn(*table, op.column.text) != Answer::kYes) return {};
  // Of several actions, those that drop run first, in their order.
  Time start = c.before().time();
  for (const Needer& needer : c.view().NeedersOf(*table, op.column.text)) {
    if (needer.goes != Goes::kBlocks || !needer.sure) continue;
    if (!Stands(c, *needer.object) || needer.object->born >= start) continue;
    bool was = needer.what != Needer::What::kColumn || c.IsAlone() ||
               GeneratedBefore(c, needer);
    if (!was) continue;
    bool own_key = needer.object->thing == Thing::kConstraint &&
                   TableOf(*needer.object) == table;
    if (own_key) continue;
    return Blocked(c, needer, Cause::kDropNeedsCascade, "2BP01", op.column.span,
                   op.column.text);
  }
  return {};
}

// What ALTER TYPE does not carry over by itself.
bool BlocksTypeChange(const Needer& needer) {
  if (needer.what == Needer::What::kColumn) return true;  // generated
  switch (needer.object->thing) {
    case Thing::kPolicy:
    case Thing::kTrigger:
    case Thing::kRule:
      return true;
    case Thing::kRelation: {
      RelationKind kind = static_cast<const Relation&>(*needer.object).kind;
      return kind == RelationKind::kView ||
             kind == RelationKind::kMaterializedView;
    }
    default:
      return false;
  }
}

Verdict Check(const Case& c, const AlterColumnType& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  for (const Needer& needer : c.before().NeedersOf(*table, op.column.text)) {
    if (!needer.sure || !BlocksTypeChange(needer)) continue;
    if (!Stands(c, *needer.object)) continue;
    if (needer.what == Needer::What::kColumn && !c.IsAlone()) continue;
    return Blocked(c, needer, Cause::kTypeChangeBlocked, "0A000",
                   op.column.span, op.column.text);
  }
  return {};
}

// The foreign key that leans on a key over just these columns.
const ConstraintFact* KeyUser(const Case& c, const Relation& table,
                              ColumnNames columns) {
  const ConstraintFact* found = nullptr;
  if (columns.empty()) return found;
  std::ranges::sort(columns);
  size_t keys = 0;
  for (const Key& key : KeysOf(c, table).list) {
    ColumnNames sorted = key.columns;
    std::ranges::sort(sorted);
    keys += sorted == columns;
  }
  if (keys != 1) return found;
  c.view().EachForeignKeyTo(table, [&](const ConstraintFact& fact) {
    ColumnNames used = c.view().ReferencedKeyOf(fact);
    std::ranges::sort(used);
    bool other = fact.relation != nullptr && !fact.hidden;
    if (other && used == columns && Stands(c, fact)) found = &fact;
  });
  return found;
}

Verdict Check(const Case& c, const DropConstraint& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || op.cascade || !c.IsAlone()) return {};
  const ConstraintFact* dropped =
      c.view().FindConstraint(*table, op.constraint.text);
  if (dropped == nullptr) return {};
  ConstraintKind kind = dropped->def->kind;
  if (dropped->parents > 0) {
    return c.Refuse(Cause::kInheritedPart, "42P16", op.constraint.span,
                    "{} comes from the parent of {}: drop it there",
                    op.constraint.text, op.table.name);
  }
  if (kind != ConstraintKind::kUnique && kind != ConstraintKind::kPrimaryKey) {
    return {};
  }
  const ConstraintFact* user = KeyUser(c, *table, c.view().KeyOf(*dropped));
  if (user == nullptr) return {};
  Needer needer{.object = const_cast<ConstraintFact*>(user), .part = {}};
  return Blocked(c, needer, Cause::kDropNeedsCascade, "2BP01",
                 op.constraint.span, op.constraint.text);
}

Verdict IndexOf(const Case& c, const Name& name, const Relation& index) {
  const ConstraintFact* owner = index.made_by;
  if (owner != nullptr && owner->AliveAt(c.view().time())) {
    Refusal out =
        c.Refuse(Cause::kIndexOfConstraint, "2BP01", name.span,
                 "{} belongs to the constraint {} of {}", name.name,
                 c.view().NameOf(*owner), c.view().NameOf(*index.table).name);
    out.help = fmt::format(
        "drop the constraint: ALTER TABLE {} DROP "
        "CONSTRAINT {}",
        c.view().NameOf(*index.table).name, c.view().NameOf(*owner));
    out.related = owner->born;
    out.related_note = "the constraint";
    return out;
  }
  const Relation* parent =
      index.parts == nullptr ? nullptr : index.parts->index_parent;
  if (parent == nullptr || !parent->AliveAt(c.view().time())) return {};
  return c.Refuse(Cause::kIndexOfConstraint, "2BP01", name.span,
                  "{} is part of {}, the index of the partitioned table",
                  name.name, c.view().NameOf(*parent).name);
}

Verdict Check(const Case& c, const DropIndex& op) {
  if (op.concurrently && op.indexes.size() > 1) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", {},
                    "only one index can be dropped concurrently at a time");
  }
  if (op.concurrently && op.cascade) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", {},
                    "an index cannot be dropped concurrently with CASCADE");
  }
  for (const Name& name : op.indexes) {
    const Relation* index = c.Sure(name);
    if (index == nullptr || index->table == nullptr) continue;
    if (!c.view().Trusts(*index->table)) continue;
    if (auto verdict = IndexOf(c, name, *index)) return verdict;
    const CreateIndex* def = index->index;
    bool key = def != nullptr && def->unique && !def->where.present();
    if (!key || op.cascade) continue;
    const ConstraintFact* user =
        KeyUser(c, *index->table, c.view().IndexKeyOf(*index));
    if (user == nullptr) continue;
    Needer needer{.object = const_cast<ConstraintFact*>(user), .part = {}};
    return Blocked(c, needer, Cause::kDropNeedsCascade, "2BP01", name.span,
                   name.name);
  }
  return {};
}

Verdict Check(const Case& c, const Truncate& op) {
  if (op.cascade) return {};
  Dropped together = DroppedBy(c, op.tables);
  Verdict verdict;
  for (const Name& name : op.tables) {
    const Relation* table = c.Sure(name);
    if (table == nullptr) continue;
    c.view().EachForeignKeyTo(*table, [&](const ConstraintFact& fact) {
      bool other = fact.relation != nullptr && fact.relation != table &&
                   !fact.hidden && !Holds(together, fact.relation) &&
                   fact.relation->parent == nullptr;
      if (verdict || !other || !Stands(c, fact)) return;
      Refusal out =
          c.Refuse(Cause::kTruncateReferenced, "0A000", name.span,
                   "{} is referenced by the foreign key {} of {}", name.name,
                   c.view().NameOf(fact), c.view().NameOf(*fact.relation).name);
      out.help = fmt::format("truncate {} in the same statement, or DELETE",
                             c.view().NameOf(*fact.relation).name);
      out.related = fact.born;
      out.related_note = "the foreign key";
      verdict = std::move(out);
    });
  }
  return verdict;
}

}  // namespace

Verdict CheckDependents(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kDropTable:
      return Check(c, static_cast<const DropTable&>(op));
    case OpKind::kDropObject:
      return Check(c, static_cast<const DropObject&>(op));
    case OpKind::kDropColumn:
      return Check(c, static_cast<const DropColumn&>(op));
    case OpKind::kAlterColumnType:
      return Check(c, static_cast<const AlterColumnType&>(op));
    case OpKind::kDropConstraint:
      return Check(c, static_cast<const DropConstraint&>(op));
    case OpKind::kDropIndex:
      return Check(c, static_cast<const DropIndex&>(op));
    case OpKind::kTruncate:
      return Check(c, static_cast<const Truncate&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
