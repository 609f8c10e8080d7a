// SPDX-License-Identifier: Apache-2.0
// What partitioned tables and their partitions refuse.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

std::span<const Ident> PartitionKey(const Relation& table) {
  if (table.def == nullptr) return {};
  return table.def->origin->partition_key;
}

// A unique key holds in each partition alone, so it must tell them apart.
Verdict KeyWithout(const Case& c, std::span<const Ident> partition_key,
                   std::span<const std::string_view> columns, Span span,
                   std::string_view table) {
  for (const Ident& part : partition_key) {
    if (std::ranges::find(columns, part.text) != columns.end()) continue;
    return c.Refuse(Cause::kPartitionKeyMissing, "0A000", span,
                    "a unique key of {} must contain its partition key {}",
                    table, part.text);
  }
  return {};
}

// Some ops make the catalog believe it at once, so only its own word counts.
bool IsPartitioned(const Relation& table) {
  return table.def != nullptr && table.def->partitioned;
}

bool IsPartition(const Case& c, const Relation& table) {
  bool found = false;
  c.view().EachParent(
      table, [&](const PartitionLink& link) { found |= link.is_partition; });
  return found;
}

// Tables below one that are looked at.
constexpr size_t kMaxBelow = 256;

bool IsUnique(const Constraint& one) {
  return one.kind == ConstraintKind::kPrimaryKey ||
         one.kind == ConstraintKind::kUnique;
}

std::vector<std::string_view> Texts(std::span<const Ident> idents) {
  std::vector<std::string_view> out;
  for (const Ident& ident : idents) out.push_back(ident.text);
  return out;
}

Verdict Check(const Case& c, const CreateTable& op) {
  if (op.if_not_exists && c.view().Find(op.table) != nullptr) return {};
  std::span<const Ident> key = op.origin->partition_key;
  if (op.partitioned && !key.empty()) {
    for (const Constraint& one : op.constraints) {
      if (!IsUnique(one)) continue;
      auto verdict =
          KeyWithout(c, key, Texts(one.columns), one.span, op.table.name);
      if (verdict) return verdict;
    }
    for (const ColumnDef& column : op.columns) {
      for (const Constraint& one : column.constraints()) {
        if (!IsUnique(one)) continue;
        std::string_view own[] = {column.name.text};
        auto verdict = KeyWithout(c, key, own, one.span, op.table.name);
        if (verdict) return verdict;
      }
    }
  }
  const Name& of = op.origin->partition_of;
  const Relation* parent = of.empty() ? nullptr : c.Sure(of);
  if (parent == nullptr) return {};
  if (!IsPartitioned(*parent)) {
    return c.Refuse(Cause::kWrongKind, "42P17", of.span,
                    "{} is not partitioned", of.name);
  }
  return {};
}

Verdict NoInherit(const Case& c, const Name& table, const Constraint& one) {
  if (!one.no_inherit) return {};
  return c.Refuse(Cause::kInvalidDefinition, "42P16", one.span,
                  "{} is partitioned: its constraints cannot be NO INHERIT",
                  table.name);
}

// Since 17 it may contain the partition key, compared with "=".
Verdict Exclusion(const Case& c, const AddConstraint& op,
                  const Relation& table) {
  if (c.pg_version() < 17) {
    Refusal out =
        c.Refuse(Cause::kInvalidDefinition, "0A000", op.constraint.span,
                 "PostgreSQL {} takes no EXCLUDE on the partitioned "
                 "table {}",
                 c.pg_version(), op.table.name);
    out.evidence = Evidence::kVersion;
    return out;
  }
  std::vector<std::string_view> columns;
  const IndexParts& parts = *op.constraint.index;
  for (size_t i = 0; i < parts.elements.size(); ++i) {
    bool equal = i < parts.operators.size() && parts.operators[i].name == "=";
    if (equal) columns.push_back(parts.elements[i].column.text);
  }
  return KeyWithout(c, PartitionKey(table), columns, op.constraint.span,
                    op.table.name);
}

Verdict Check(const Case& c, const AddConstraint& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || !IsPartitioned(*table)) return {};
  const Constraint& added = op.constraint;
  if (added.kind == ConstraintKind::kForeignKey && added.not_valid &&
      c.pg_version() < 18) {
    Refusal out = c.Refuse(
        Cause::kNotValidOnPartitioned, "42809", added.span,
        "PostgreSQL {} takes no NOT VALID foreign key on a partitioned table",
        c.pg_version());
    out.evidence = Evidence::kVersion;
    return out;
  }
  if (auto no = NoInherit(c, op.table, added)) return no;
  if (added.kind == ConstraintKind::kExclude) return Exclusion(c, op, *table);
  if (!IsUnique(added) || added.columns.empty()) return {};
  return KeyWithout(c, PartitionKey(*table), Texts(added.columns), added.span,
                    op.table.name);
}

Verdict Check(const Case& c, const CreateIndex& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || !IsPartitioned(*table)) return {};
  if (op.concurrently) {
    return c.Refuse(Cause::kConcurrentlyOnPartitioned, "0A000", op.keyword,
                    "{} is partitioned: its index cannot be built "
                    "concurrently",
                    op.table.name);
  }
  if (!op.unique) return {};
  std::vector<std::string_view> columns;
  for (const IndexColumn& column : op.columns) {
    if (column.column.empty()) return {};
    columns.push_back(column.column.text);
  }
  return KeyWithout(c, PartitionKey(*table), columns, op.keyword,
                    op.table.name);
}

Verdict Check(const Case& c, const DropIndex& op) {
  if (!op.concurrently) return {};
  for (const Name& name : op.indexes) {
    const Relation* index = c.Sure(name);
    if (index == nullptr || index->table == nullptr) continue;
    if (!IsPartitioned(*index->table) || index->index == nullptr) continue;
    return c.Refuse(Cause::kConcurrentlyOnPartitioned, "0A000", name.span,
                    "{} is an index of a partitioned table: it cannot be "
                    "dropped concurrently",
                    name.name);
  }
  return {};
}

bool HasDefault(const Case& c, const Relation& table, Time* since) {
  bool found = false;
  c.view().EachPartition(table, [&](const PartitionLink& link) {
    if (!link.is_default) return;
    found = true;
    *since = link.from;
  });
  return found;
}

Verdict Check(const Case& c, const DetachPartition& op) {
  const Relation* table = c.Sure(op.table);
  const Relation* part = c.Sure(op.partition);
  if (table == nullptr) return {};
  if (!IsPartitioned(*table)) {
    return c.Refuse(Cause::kWrongKind, c.pg_version() < 18 ? "42P17" : "42809",
                    op.table.span, "{} is not partitioned", op.table.name);
  }
  Time since = kNever;
  if (op.concurrently && HasDefault(c, *table, &since)) {
    Refusal out = c.Refuse(Cause::kDetachWithDefault, "55000", {},
                           "{} has a DEFAULT partition: none can be detached "
                           "concurrently",
                           op.table.name);
    out.related = since;
    out.related_note = "the DEFAULT partition";
    return out;
  }
  if (part == nullptr || !c.IsWhole(*table)) return {};
  bool attached = false;
  bool whole = c.view().EachPartition(*table, [&](const PartitionLink& link) {
    attached |= link.child == part;
  });
  if (attached || !whole) return {};
  return c.Refuse(Cause::kMissingObject, "42P01", op.partition.span,
                  "{} is no partition of {}", op.partition.name, op.table.name);
}

Verdict Check(const Case& c, const AttachPartition& op) {
  if (op.index) return {};
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  if (!IsPartitioned(*table)) {
    return c.Refuse(Cause::kWrongKind, c.pg_version() < 18 ? "42P17" : "42809",
                    op.table.span, "{} is not partitioned", op.table.name);
  }
  const Relation* part = c.Sure(op.partition);
  if (part == nullptr) return {};
  if (IsPartition(c, *part)) {
    return c.Refuse(Cause::kWrongKind, "42809", op.partition.span,
                    "{} is a partition already", op.partition.name);
  }
  return {};
}

// Columns in the partition key cannot be dropped or change their type, neither
// in that of the table nor in that of one below it.
Verdict KeyColumn(const Case& c, const Name& name, const Ident& column) {
  const Relation* table = c.Sure(name);
  if (table == nullptr) return {};
  std::vector<const Relation*> all = {table};
  for (size_t i = 0; i < all.size() && i < kMaxBelow; ++i) {
    const Relation& one = *all[i];
    if (!IsPartitioned(one)) continue;
    for (const Ident& part : PartitionKey(one)) {
      if (c.view().Renamed(one, part.text, one.born) != column.text) continue;
      return c.Refuse(Cause::kInvalidDefinition, "42P16", column.span,
                      "{} is in the partition key of {}", column.text,
                      c.view().NameOf(one).name);
    }
    c.view().EachPartition(
        one, [&](const PartitionLink& link) { all.push_back(link.child); });
  }
  return {};
}

bool HasChildren(const Case& c, const Relation& table) {
  bool any = false;
  c.view().EachChild(table, [&](const PartitionLink&) { any = true; });
  return any;
}

// ONLY leaves out tables that must have the same columns.
Verdict OnlyHere(const Case& c, const Name& name, Span span,
                 std::string_view what) {
  const Relation* table = c.op().only ? c.Sure(name) : nullptr;
  if (table == nullptr || !HasChildren(c, *table)) return {};
  return c.Refuse(Cause::kInheritedPart, "42P16", span,
                  "{} has children: {} with them, without ONLY", name.name,
                  what);
}

// The server goes to each child by itself, and refuses one with children.
Verdict DropsExpression(const Case& c, const AlterGenerated& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || op.change != GeneratedChange::kDropExpression) {
    return {};
  }
  bool deep = op.only && HasChildren(c, *table);
  if (!op.only) {
    c.view().EachChild(*table, [&](const PartitionLink& link) {
      deep |= HasChildren(c, *link.child);
    });
  }
  if (deep) {
    return c.Refuse(Cause::kInheritedPart, "0A000", op.column.span,
                    "the expression cannot be dropped through several levels "
                    "of tables below {}",
                    op.table.name);
  }
  auto column = c.FindColumn(*table, op.column.text);
  if (!column || column->parents == 0) return {};
  return c.Refuse(Cause::kInheritedPart, "42P16", op.column.span,
                  "{} comes from the parent of {}: change it there",
                  op.column.text, op.table.name);
}

Verdict PartitionColumn(const Case& c, const Name& name, const Ident& column,
                        std::string_view what) {
  const Relation* table = c.Sure(name);
  if (table == nullptr) return {};
  auto found = c.FindColumn(*table, column.text);
  if (!found || found->parents == 0) return {};
  return c.Refuse(Cause::kInheritedPart, "42P16", column.span,
                  "{} comes from the parent of {}: {} it there", column.text,
                  name.name, what);
}

Verdict AddedColumn(const Case& c, const AddColumn& add,
                    const Relation& table) {
  if (add.if_not_exists) return {};
  if (auto no = OnlyHere(c, add.table, add.column.span, "add columns")) {
    return no;
  }
  if (!IsPartitioned(table)) return {};
  std::string_view own[] = {add.column.name.text};
  for (const Constraint& one : add.column.constraints()) {
    if (auto no = NoInherit(c, add.table, one)) return no;
    if (!IsUnique(one)) continue;
    return KeyWithout(c, PartitionKey(table), own, one.span, add.table.name);
  }
  return {};
}

}  // namespace

// Long: one case for each kind of op.
Verdict CheckPartitions(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kAddConstraint:
      return Check(c, static_cast<const AddConstraint&>(op));
    case OpKind::kCreateIndex:
      return Check(c, static_cast<const CreateIndex&>(op));
    case OpKind::kDropIndex:
      return Check(c, static_cast<const DropIndex&>(op));
    case OpKind::kDetachPartition:
      return Check(c, static_cast<const DetachPartition&>(op));
    case OpKind::kAttachPartition:
      return Check(c, static_cast<const AttachPartition&>(op));
    case OpKind::kAddColumn: {
      const auto& add = static_cast<const AddColumn&>(op);
      const Relation* table = c.Sure(add.table);
      if (table == nullptr) return {};
      if (IsPartition(c, *table)) {
        return c.Refuse(Cause::kInheritedPart, "42809", add.column.name.span,
                        "{} is a partition: columns are added to its parent",
                        add.table.name);
      }
      return AddedColumn(c, add, *table);
    }
    case OpKind::kDropColumn: {
      const auto& drop = static_cast<const DropColumn&>(op);
      if (auto no = KeyColumn(c, drop.table, drop.column)) return no;
      const Relation* table = c.Sure(drop.table);
      if (table != nullptr && IsPartitioned(*table)) {
        auto no = OnlyHere(c, drop.table, drop.column.span, "drop columns");
        if (no) return no;
      }
      return PartitionColumn(c, drop.table, drop.column, "drop");
    }
    case OpKind::kRenameColumn: {
      const auto& rename = static_cast<const RenameColumn&>(op);
      auto no = OnlyHere(c, rename.table, rename.column.span, "rename columns");
      if (no) return no;
      return PartitionColumn(c, rename.table, rename.column, "rename");
    }
    case OpKind::kAlterColumnType: {
      const auto& alter = static_cast<const AlterColumnType&>(op);
      if (auto no = KeyColumn(c, alter.table, alter.column)) return no;
      auto no = OnlyHere(c, alter.table, alter.column.span, "change columns");
      if (no) return no;
      return PartitionColumn(c, alter.table, alter.column, "change");
    }
    case OpKind::kSetNotNull: {
      const auto& set = static_cast<const SetNotNull&>(op);
      const Relation* table = c.Sure(set.table);
      bool whole = table != nullptr && IsPartitioned(*table) && c.IsAlone() &&
                   c.view().IsNotNull(*table, set.column.text) == Answer::kNo;
      if (!whole) return {};
      return OnlyHere(c, set.table, set.column.span, "set NOT NULL");
    }
    case OpKind::kAlterGenerated:
      return DropsExpression(c, static_cast<const AlterGenerated&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
