// SPDX-License-Identifier: Apache-2.0
// Names that an op creates, or mentions beside its target.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/targets.h"

namespace interlock::sql::refusal {
namespace {

// Every relation shares one space of names in its schema.
Verdict Taken(const Case& c, const Name& name, Span span) {
  const Relation* old = c.view().Find(name);
  if (old == nullptr || c.Look(name).there != Answer::kYes) return {};
  if (name.schema.empty() && old->schema == kTemporarySchema) return {};
  return c.Duplicate(NameOf(old->kind), "42P07", name.name, span, old->born);
}

Verdict TypeTaken(const Case& c, const Name& name) {
  const Relation* row = c.Sure(name);
  bool type = row != nullptr && row->kind != RelationKind::kIndex &&
              row->kind != RelationKind::kSequence;
  if (type)
    return c.Duplicate("type", "42710", name.name, name.span, row->born);
  const TypeFact* old = c.view().FindType(name.schema, name.name);
  if (old == nullptr || old->assumed || !c.view().SeesSince(old->born))
    return {};
  if (old->born == kBeforeAll) return {};
  return c.Duplicate("type", "42710", name.name, name.span, old->born);
}

Verdict MissingType(const Case& c, const TypeName& type) {
  if (type.empty()) return {};
  Sight sight = c.LookAtType(type.schema(), type.name());
  if (sight.there != Answer::kNo) return {};
  return c.Missing("type", "42704", {type.schema(), type.name(), type.span},
                   sight);
}

const Query& QueryOf(const Op& op) {
  if (const auto* insert = As<Insert>(op)) return *insert->query;
  if (const auto* update = As<Update>(op)) return *update->query;
  if (const auto* remove = As<Delete>(op)) return *remove->query;
  if (const auto* select = As<Select>(op)) return *select->query;
  return kNoQuery;
}

// A WITH query of the whole statement may go by the name, too.
bool MeansRelation(const Op& op, const Name& name) {
  if (op.kind < OpKind::kInsert) return true;
  return std::ranges::any_of(QueryOf(op).sources,
                             [&](const QuerySource& source) {
                               return source.kind == SourceKind::kRelation &&
                                      source.relation.name == name.name &&
                                      source.relation.schema == name.schema;
                             });
}

// Relations that a query reads, or a foreign key points at.
Verdict MissingReference(const Case& c) {
  Verdict verdict;
  const auto* create = As<CreateTable>(c.op());
  bool target = c.op().kind == OpKind::kInsert ||
                c.op().kind == OpKind::kUpdate ||
                c.op().kind == OpKind::kDelete;
  bool first = true;
  ForEachReference(c.op(), [&](const Name& name) {
    bool skip = first && target;  // looked at already
    first = false;
    if (verdict || skip || name.empty()) return;
    if (create != nullptr && name.name == create->table.name) return;
    Sight sight = c.Look(name);
    if (sight.there == Answer::kNo && MeansRelation(c.op(), name)) {
      verdict = c.Missing("relation", "42P01", name, sight);
    }
  });
  return verdict;
}

Verdict Check(const Case& c, const CreateTable& op) {
  for (const ColumnDef& column : op.columns) {
    if (auto verdict = MissingType(c, column.type)) return verdict;
  }
  Name name = op.table;
  if (op.persistence == Persistence::kTemporary) name.schema = kTemporarySchema;
  if (op.if_not_exists) return {};
  if (auto verdict = Taken(c, name, op.table.span)) return verdict;
  const TypeFact* type = c.view().FindType(name.schema, name.name);
  if (type != nullptr && type->kind == TypeKind::kComposite) {
    bool sure = !type->assumed && type->born != kBeforeAll &&
                c.view().SeesSince(type->born);
    if (!sure) return {};
    return c.Duplicate("type", "42P07", name.name, op.table.span, type->born);
  }
  if (type == nullptr) return {};
  return TypeTaken(c, name);
}

Verdict Check(const Case& c, const CreateView& op) {
  const Relation* old = c.Sure(op.view);
  if (old == nullptr || op.if_not_exists) return {};
  if (!op.or_replace) return Taken(c, op.view, op.view.span);
  if (old->kind == RelationKind::kView) return {};
  return c.Refuse(Cause::kWrongKind, "42809", op.view.span,
                  "{} is {}, not a view", op.view.name,
                  WithArticle(NameOf(old->kind)));
}

Verdict Check(const Case& c, const CreateIndex& op) {
  if (op.name.empty() || op.if_not_exists) return {};
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  return Taken(c, {table->schema, op.name.text, op.name.span}, op.name.span);
}

// The name that a rename or a move leads to, in the schema of the old one.
Verdict CheckRename(const Case& c, const Name& from, const Ident& to) {
  const Relation* old = c.Sure(from);
  if (old == nullptr) return {};
  return Taken(c, {old->schema, to.text, to.span}, to.span);
}

Verdict Check(const Case& c, const RenameObject& op) {
  switch (op.object) {
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kIndex:
    case ObjectKind::kForeignTable: {
      Sight sight = c.Look(op.name);
      bool gone = sight.there == Answer::kNo &&
                  sight.evidence == Evidence::kSeen && !op.if_exists;
      if (gone) return c.Missing(NameOf(op.object), "42P01", op.name, sight);
      return CheckRename(c, op.name, op.to);
    }
    case ObjectKind::kType:
    case ObjectKind::kDomain: {
      Sight sight = c.LookAtType(op.name.schema, op.name.name);
      if (sight.there == Answer::kNo) {
        return c.Missing("type", "42704", op.name, sight);
      }
      return TypeTaken(c, {op.name.schema, op.to.text, op.to.span});
    }
    default:
      return {};
  }
}

// Long: one case for each kind of object.
Verdict Check(const Case& c, const DropObject& op) {
  for (const Name& name : op.names) {
    RelationKind kind = RelationKind::kView;
    switch (op.object) {
      case ObjectKind::kView:
        break;
      case ObjectKind::kMaterializedView:
        kind = RelationKind::kMaterializedView;
        break;
      case ObjectKind::kSequence:
        kind = RelationKind::kSequence;
        break;
      case ObjectKind::kType:
      case ObjectKind::kDomain: {
        Sight sight = c.LookAtType(name.schema, name.name);
        if (sight.there == Answer::kNo && !op.if_exists) {
          return c.Missing(NameOf(op.object), "42704", name, sight);
        }
        const TypeFact* type = c.view().FindType(name.schema, name.name);
        bool other = op.object == ObjectKind::kDomain && type != nullptr &&
                     !type->assumed && type->kind != TypeKind::kDomain;
        if (other && c.view().SeesSince(type->born)) {
          return c.Refuse(Cause::kWrongKind, "42809", name.span,
                          "{} is no domain", name.name);
        }
        continue;
      }
      default:
        return {};
    }
    Sight sight = c.Look(name);
    bool implicit =
        sight.evidence == Evidence::kMissing && kind == RelationKind::kSequence;
    if (sight.there == Answer::kNo && !op.if_exists && !implicit) {
      return c.Missing(NameOf(kind), "42P01", name, sight);
    }
    if (sight.there == Answer::kYes && sight.relation->kind != kind) {
      return c.Refuse(Cause::kWrongKind, "42809", name.span, "{} is {}, not {}",
                      name.name, WithArticle(NameOf(sight.relation->kind)),
                      WithArticle(NameOf(kind)));
    }
  }
  return {};
}

// Long: one case for each kind of op.
Verdict CheckByKind(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kCreateView:
      return Check(c, static_cast<const CreateView&>(op));
    case OpKind::kCreateIndex:
      return Check(c, static_cast<const CreateIndex&>(op));
    case OpKind::kCreateSequence: {
      const auto& create = static_cast<const CreateSequence&>(op);
      if (create.if_not_exists) return {};
      return Taken(c, create.sequence, create.sequence.span);
    }
    case OpKind::kRenameTable: {
      const auto& rename = static_cast<const RenameTable&>(op);
      return CheckRename(c, rename.table, rename.to);
    }
    case OpKind::kRenameObject:
      return Check(c, static_cast<const RenameObject&>(op));
    case OpKind::kSetSchema: {
      const auto& set = static_cast<const SetSchema&>(op);
      const Relation* old = c.Sure(set.name);
      if (old == nullptr || old->schema == set.to.text) return {};
      return Taken(c, {set.to.text, set.name.name, set.to.span}, set.to.span);
    }
    case OpKind::kAddColumn:
      return MissingType(c, static_cast<const AddColumn&>(op).column.type);
    case OpKind::kAlterColumnType:
      return MissingType(c, static_cast<const AlterColumnType&>(op).type);
    case OpKind::kCreateEnum:
      return TypeTaken(c, static_cast<const CreateEnum&>(op).type);
    case OpKind::kCreateDomain: {
      const auto& create = static_cast<const CreateDomain&>(op);
      if (auto verdict = MissingType(c, create.base)) return verdict;
      return TypeTaken(c, create.domain);
    }
    case OpKind::kCreateType: {
      const auto& create = static_cast<const CreateType&>(op);
      for (const ColumnDef& attribute : create.attributes) {
        if (auto verdict = MissingType(c, attribute.type)) return verdict;
      }
      return TypeTaken(c, create.type);
    }
    case OpKind::kDropObject:
      return Check(c, static_cast<const DropObject&>(op));
    default:
      return {};
  }
}

}  // namespace

Verdict CheckNames(const Case& c) {
  if (auto verdict = CheckByKind(c)) return verdict;
  return MissingReference(c);
}

}  // namespace interlock::sql::refusal
