// SPDX-License-Identifier: Apache-2.0
// The fold's half that deals with tables and their parts.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"

namespace interlock::sql {
namespace {

std::vector<std::string_view> Texts(std::span<const Ident> idents) {
  std::vector<std::string_view> texts;
  for (const Ident& ident : idents) texts.push_back(ident.text);
  return texts;
}

std::string_view SuffixOf(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::kNotNull:
      return "not_null";
    case ConstraintKind::kCheck:
      return "check";
    case ConstraintKind::kUnique:
      return "key";
    case ConstraintKind::kPrimaryKey:
      return "pkey";
    case ConstraintKind::kForeignKey:
      return "fkey";
    case ConstraintKind::kExclude:
      return "excl";
  }
  return "";
}

bool IsSerial(std::string_view type) {
  return type == "serial" || type == "bigserial" || type == "smallserial" ||
         type == "serial4" || type == "serial8" || type == "serial2";
}

}  // namespace

std::string_view ChosenName(Arena& arena, std::string_view table,
                            std::span<const std::string_view> columns,
                            std::string_view suffix) {
  // The server keeps names within 63 bytes by cutting the longer of its two
  // parts until both fit.
  std::string middle;
  for (std::string_view column : columns) {
    if (!middle.empty()) middle += '_';
    middle += column;
    if (middle.size() > 63) break;
  }
  size_t extra = suffix.size() + 1 + (middle.empty() ? 0 : 1);
  size_t first = table.size();
  size_t second = middle.size();
  while (first + second + extra > 63 && first + second > 0) {
    if (first > second)
      --first;
    else
      --second;
  }
  std::string name(table.substr(0, first));
  if (!middle.empty()) name += "_" + middle.substr(0, second);
  name += "_";
  name += suffix;
  return arena.Copy(name);
}

void CatalogBuilder::AddConstraintTo(Relation& relation,
                                     const Constraint& constraint,
                                     std::string_view column) {
  Arena& arena = catalog_.arena_;
  auto* fact =
      arena.New<ConstraintFact>(&constraint, constraint.name.text, time_);
  if (fact->name.empty()) {
    auto columns = Texts(constraint.kind == ConstraintKind::kPrimaryKey
                             ? std::span<const Ident>()
                             : constraint.columns);
    if (constraint.kind == ConstraintKind::kCheck) {
      columns = Texts(constraint.check().columns());
      if (columns.size() != 1) columns.clear();
    }
    if (columns.empty() && !column.empty() &&
        constraint.kind != ConstraintKind::kPrimaryKey) {
      columns.push_back(column);
    }
    fact->name =
        ChosenName(arena, relation.name, columns, SuffixOf(constraint.kind));
  }
  if (!constraint.not_valid && constraint.enforced) fact->validated = time_;
  fact->next = relation.constraints;
  relation.constraints = fact;
  if (constraint.using_index().empty()) return;
  Relation* index = Find({relation.schema, constraint.using_index().text, {}});
  if (index != nullptr && !constraint.name.empty()) {
    Move({relation.schema, constraint.using_index().text, {}}, relation.schema,
         constraint.name.text);
  }
}

void CatalogBuilder::SetColumn(Relation& relation, std::string_view name,
                               const Column* column) {
  Arena& arena = catalog_.arena_;
  Slot* slot = catalog_.columns_.FindOrAdd(arena, &relation, {}, name);
  if (relation.changed == nullptr) {
    relation.changed = new std::vector<Slot*>();
  }
  if (slot->newest == nullptr) relation.changed->push_back(slot);
  slot->newest =
      Version::Append(arena, slot->newest, time_, const_cast<Column*>(column));
}

void CatalogBuilder::AddColumnTo(Relation& relation, const ColumnDef& def) {
  auto* column = catalog_.arena_.New<Column>(Column::From(def, time_));
  if (IsSerial(def.type.name())) column->not_null = Answer::kYes;
  SetColumn(relation, def.name.text, column);
  for (const Constraint& constraint : def.constraints()) {
    AddConstraintTo(relation, constraint, def.name.text);
  }
}

void CatalogBuilder::AddParts(Relation& relation, const CreateTable& op) {
  bool large = op.columns.size() > kMaxListedColumns;
  for (const ColumnDef& def : op.columns) {
    if (large) {
      AddColumnTo(relation, def);
      continue;
    }
    for (const Constraint& constraint : def.constraints()) {
      AddConstraintTo(relation, constraint, def.name.text);
    }
  }
  for (const Constraint& constraint : op.constraints) {
    AddConstraintTo(relation, constraint, {});
  }
}

void CatalogBuilder::Link(Relation& parent, Relation& child, bool is_default) {
  child.parent = &parent;
  child.attached = time_;
  child.detached = kNever;
  parent.partitioned = true;
  parent.partitions = catalog_.arena_.New<PartitionLink>(
      &child, time_, kNever, is_default, parent.partitions);
}

void CatalogBuilder::Apply(const CreateTable& op) {
  Name name = op.table;
  if (op.persistence == Persistence::kTemporary) {
    name.schema = kTemporarySchema;
    catalog_.has_temporary_ = true;
  }
  Relation* old = Find({SchemaFor(name), name.name, {}});
  if (old != nullptr) {
    if (op.if_not_exists) return;
    Forget(*old);
  }
  Relation* table = Create(
      name, op.foreign ? RelationKind::kForeignTable : RelationKind::kTable);
  table->def = &op;
  table->persistence = op.persistence;
  table->partitioned = op.partitioned;
  table->complete = !op.as_query && op.origin->inherits.empty() &&
                    op.origin->likes.empty() &&
                    op.origin->partition_of.empty() && !op.columns.empty();
  AddParts(*table, op);
  if (!op.origin->partition_of.empty()) {
    Link(*Need(op.origin->partition_of), *table,
         op.origin->partition_is_default);
  }
}

template <class F>
void CatalogBuilder::Change(const Name& table, std::string_view name,
                            F change) {
  Relation* relation = Need(table);
  auto* column = catalog_.arena_.New<Column>(
      Now().FindColumn(*relation, name).value_or(Column{.name = name}));
  change(*column);
  SetColumn(*relation, name, column);
}

void CatalogBuilder::Apply(const AlterGenerated& op) {
  Change(op.table, op.column.text, [&](Column& column) {
    switch (op.change) {
      case GeneratedChange::kAddIdentity:
        column.generated = Generated::kIdentityByDefault;
        break;
      case GeneratedChange::kDropIdentity:
      case GeneratedChange::kDropExpression:
        column.generated = Generated::kNo;
        break;
      case GeneratedChange::kSetIdentity:
      case GeneratedChange::kSetExpression:
        break;
    }
  });
}

void CatalogBuilder::Apply(const AttachPartition& op) {
  if (op.index) return;
  Relation* parent = Need(op.table);
  Link(*parent, *Need(op.partition), op.is_default);
}

void CatalogBuilder::Apply(const DetachPartition& op) {
  Relation* child = Need(op.partition);
  Relation* parent = Need(op.table);
  child->detached = time_;
  int left = kMaxParts;
  for (auto* at = parent->partitions; at != nullptr && --left > 0;
       at = at->next) {
    if (at->child == child && at->to == kNever) at->to = time_;
  }
}

void CatalogBuilder::Apply(const RenameColumn& op) {
  Relation* relation = Need(op.table);
  auto* column = catalog_.arena_.New<Column>(
      Now().FindColumn(*relation, op.column.text).value_or(Column{}));
  column->name = op.to.text;
  SetColumn(*relation, op.column.text, nullptr);
  SetColumn(*relation, op.to.text, column);
  relation->renames = catalog_.arena_.New<ColumnRename>(
      op.column.text, op.to.text, time_, relation->renames);
}

// Long: one case for each kind of op.
void CatalogBuilder::ApplyTableOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Apply(To<CreateTable>(op));
    case OpKind::kDropTable:
      for (const Name& name : To<DropTable>(op).tables) {
        if (!To<DropTable>(op).if_exists) Need(name);
        Drop(name);
      }
      return;
    case OpKind::kAddColumn: {
      const auto& add = To<AddColumn>(op);
      Relation* table = Need(add.table);
      bool there = Now().FindColumn(*table, add.column.name.text).has_value();
      if (!(there && add.if_not_exists)) AddColumnTo(*table, add.column);
      return;
    }
    case OpKind::kDropColumn: {
      const auto& drop = To<DropColumn>(op);
      Relation* table = Need(drop.table);
      // Keys over the column go with it.
      int left = kMaxParts;
      View now = Now();
      for (auto* at = table->constraints; at != nullptr && --left > 0;
           at = at->next) {
        if (!at->AliveAt(time_)) continue;
        for (const Ident& key : at->def->columns) {
          if (now.Renamed(*table, key.text, at->born) == drop.column.text) {
            at->died = time_;
          }
        }
      }
      return SetColumn(*table, drop.column.text, nullptr);
    }
    case OpKind::kAlterColumnType: {
      const auto& alter = To<AlterColumnType>(op);
      return Change(alter.table, alter.column.text, [&](Column& column) {
        column.type = &alter.type;
        column.typed = time_;
      });
    }
    case OpKind::kSetNotNull:
      return Change(To<SetNotNull>(op).table, To<SetNotNull>(op).column.text,
                    [](Column& column) { column.not_null = Answer::kYes; });
    case OpKind::kDropNotNull:
      return Change(To<DropNotNull>(op).table, To<DropNotNull>(op).column.text,
                    [](Column& column) { column.not_null = Answer::kNo; });
    case OpKind::kSetDefault: {
      const auto& set = To<SetDefault>(op);
      return Change(set.table, set.column.text,
                    [&](Column& column) { column.default_value = &set.value; });
    }
    case OpKind::kDropDefault:
      return Change(To<DropDefault>(op).table, To<DropDefault>(op).column.text,
                    [](Column& column) { column.default_value = nullptr; });
    case OpKind::kAlterGenerated:
      return Apply(To<AlterGenerated>(op));
    case OpKind::kAddConstraint:
      return AddConstraintTo(*Need(To<AddConstraint>(op).table),
                             To<AddConstraint>(op).constraint, {});
    default:
      return ApplyTableChange(op);
  }
}

// Long: one case for each kind of op.
void CatalogBuilder::ApplyTableChange(const Op& op) {
  switch (op.kind) {
    case OpKind::kValidateConstraint: {
      const auto& validate = To<ValidateConstraint>(op);
      if (auto* fact = Named(validate.table, validate.constraint.text)) {
        fact->validated = std::min(fact->validated, time_);
      }
      return;
    }
    case OpKind::kDropConstraint: {
      const auto& drop = To<DropConstraint>(op);
      if (auto* fact = Named(drop.table, drop.constraint.text)) {
        fact->died = time_;
      }
      return;
    }
    case OpKind::kAttachPartition:
      return Apply(To<AttachPartition>(op));
    case OpKind::kDetachPartition:
      return Apply(To<DetachPartition>(op));
    case OpKind::kAlterTable: {
      const auto& alter = To<AlterTable>(op);
      if (alter.object == ObjectKind::kTable) Need(alter.table);
      return;
    }
    case OpKind::kRenameTable:
      return Move(To<RenameTable>(op).table, {}, To<RenameTable>(op).to.text);
    case OpKind::kRenameColumn:
      return Apply(To<RenameColumn>(op));
    case OpKind::kRenameObject:
      return Apply(To<RenameObject>(op));
    case OpKind::kSetSchema: {
      const auto& set = To<SetSchema>(op);
      bool type =
          set.object == ObjectKind::kType || set.object == ObjectKind::kDomain;
      if (type) return MoveType(set.name, set.to.text, set.name.name);
      bool relation = set.object == ObjectKind::kTable ||
                      set.object == ObjectKind::kView ||
                      set.object == ObjectKind::kMaterializedView ||
                      set.object == ObjectKind::kForeignTable;
      if (relation) Move(set.name, set.to.text, set.name.name);
      return;
    }
    default:
      return;
  }
}

ConstraintFact* CatalogBuilder::Named(const Name& table,
                                      std::string_view constraint) {
  const ConstraintFact* fact = Now().FindConstraint(*Need(table), constraint);
  return const_cast<ConstraintFact*>(fact);
}

}  // namespace interlock::sql
