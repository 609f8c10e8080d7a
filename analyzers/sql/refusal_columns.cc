// SPDX-License-Identifier: Apache-2.0
// Columns and constraints that an op names.
#include <algorithm>
#include <unordered_set>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

constexpr std::string_view kSystemColumns[] = {"ctid", "xmin", "xmax",
                                               "cmin", "cmax", "tableoid"};

bool IsSystemColumn(std::string_view name) {
  return std::ranges::find(kSystemColumns, name) != std::end(kSystemColumns);
}

// A column of the table, by an op that alters it or reads it.
Verdict Column(const Case& c, const Name& name, const Ident& column) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || column.empty() || IsSystemColumn(column.text) ||
      c.HasColumn(*table, column.text) != Answer::kNo) {
    return {};
  }
  return c.NoColumn(name, column);
}

Verdict Columns(const Case& c, const Name& name,
                std::span<const Ident> columns) {
  for (const Ident& column : columns) {
    if (auto verdict = Column(c, name, column)) return verdict;
  }
  return {};
}

// Columns of an expression over one table; a row of it goes by its name.
Verdict Columns(const Case& c, const Name& name, const Expr& expr) {
  if (expr.has_subquery) return {};
  for (const Ident& column : expr.columns()) {
    if (column.text == name.name) continue;
    if (auto verdict = Column(c, name, column)) return verdict;
  }
  return {};
}

// The server drops columns before it adds any.
bool DropsFirst(const Case& c, std::string_view column) {
  return std::ranges::any_of(c.statement(), [&](const Op* op) {
    const auto* drop = As<DropColumn>(*op);
    return drop != nullptr && drop->column.text == column;
  });
}

Verdict NewColumn(const Case& c, const Name& name, const Ident& column) {
  if (IsSystemColumn(column.text)) {
    return c.Refuse(Cause::kDuplicateObject, "42701", column.span,
                    "{} is the name of a system column", column.text);
  }
  const Relation* table = c.Sure(name);
  if (table == nullptr || DropsFirst(c, column.text)) return {};
  std::optional<interlock::sql::Column> old = c.FindColumn(*table, column.text);
  if (!old) return {};
  Refusal out = c.Refuse(Cause::kDuplicateObject, "42701", column.span,
                         "{} has a column {} already", name.name, column.text);
  if (old->added != kBeforeAll) {
    out.related = old->added;
    out.related_note = "added here";
  }
  return out;
}

Verdict Repeated(const Case& c, std::span<const Ident> columns,
                 std::string_view sqlstate) {
  if (columns.size() < 2) return {};
  std::unordered_set<std::string_view> seen;
  for (const Ident& column : columns) {
    if (seen.insert(column.text).second) continue;
    return c.Refuse(Cause::kDuplicateColumn, sqlstate, column.span,
                    "column {} is named twice", column.text);
  }
  return {};
}

Verdict ReferencedColumns(const Case& c, const Constraint& key) {
  if (key.kind != ConstraintKind::kForeignKey) return {};
  return Columns(c, key.references(), key.reference->columns);
}

Verdict MissingConstraint(const Case& c, const Name& name,
                          const Ident& constraint) {
  const Relation* table = c.Sure(name);
  if (table == nullptr) return {};
  if (c.HasConstraint(*table, constraint.text) != Answer::kNo) return {};
  return c.Refuse(Cause::kMissingObject, "42704", constraint.span,
                  "{} has no constraint {}", name.name, constraint.text);
}

Verdict NewConstraint(const Case& c, const Name& name, const Ident& added,
                      std::string_view sqlstate) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || added.empty()) return {};
  if (c.HasConstraint(*table, added.text) != Answer::kYes) return {};
  const ConstraintFact* old = c.view().FindConstraint(*table, added.text);
  return c.Duplicate("constraint", sqlstate, added.text, added.span,
                     old == nullptr ? kBeforeAll : old->born);
}

bool MakesIndex(ConstraintKind kind) {
  return kind == ConstraintKind::kUnique ||
         kind == ConstraintKind::kPrimaryKey ||
         kind == ConstraintKind::kExclude;
}

Verdict Check(const Case& c, const AddConstraint& op) {
  const Constraint& added = op.constraint;
  std::string_view taken = MakesIndex(added.kind) ? "42P07" : "42710";
  if (auto verdict = NewConstraint(c, op.table, added.name, taken)) {
    return verdict;
  }
  if (auto verdict = Columns(c, op.table, added.columns)) return verdict;
  if (auto verdict = Columns(c, op.table, added.check())) return verdict;
  return ReferencedColumns(c, added);
}

Verdict KeysOf(const Case& c, const CreateTable& op,
               std::span<const Constraint> constraints) {
  for (const Constraint& one : constraints) {
    if (one.references().name == op.table.name) continue;
    if (auto verdict = ReferencedColumns(c, one)) return verdict;
  }
  return {};
}

Verdict Check(const Case& c, const CreateTable& op) {
  std::unordered_set<std::string_view> names;
  bool exists = op.if_not_exists && c.view().Find(op.table) != nullptr;
  if (op.as_query || exists) return {};
  for (const ColumnDef& column : op.columns) {
    if (names.insert(column.name.text).second) continue;
    return c.Refuse(Cause::kDuplicateColumn, "42701", column.name.span,
                    "column {} is listed twice", column.name.text);
  }
  const TableOrigin& origin = *op.origin;
  bool all = origin.inherits.empty() && origin.likes.empty() &&
             origin.partition_of.empty();
  for (const Constraint& one : op.constraints) {
    for (const Ident& key : one.columns) {
      if (!all || names.contains(key.text) || IsSystemColumn(key.text))
        continue;
      return c.NoColumn(op.table, key);
    }
  }
  if (auto verdict = KeysOf(c, op, op.constraints)) return verdict;
  for (const ColumnDef& column : op.columns) {
    if (auto verdict = KeysOf(c, op, column.constraints())) return verdict;
  }
  return {};
}

Verdict Check(const Case& c, const AddColumn& op) {
  bool there = op.if_not_exists;
  if (!there) {
    if (auto verdict = NewColumn(c, op.table, op.column.name)) return verdict;
  }
  for (const Constraint& one : op.column.constraints()) {
    if (auto verdict = ReferencedColumns(c, one)) return verdict;
  }
  return {};
}

Verdict Check(const Case& c, const CreateIndex& op) {
  for (const IndexColumn& column : op.columns) {
    if (auto verdict = Column(c, op.table, column.column)) return verdict;
    if (auto verdict = Columns(c, op.table, column.expression)) return verdict;
  }
  if (auto verdict = Columns(c, op.table, op.include)) return verdict;
  return Columns(c, op.table, op.where);
}

Verdict Check(const Case& c, const Update& op) {
  if (auto verdict = Columns(c, op.table, op.columns)) return verdict;
  return Repeated(c, op.columns, "42601");
}

Verdict Check(const Case& c, const Insert& op) {
  if (auto verdict = Columns(c, op.table, op.columns)) return verdict;
  if (auto verdict = Repeated(c, op.columns, "42701")) return verdict;
  return Columns(c, op.table, op.conflict_columns);
}

Verdict Check(const Case& c, const RenameColumn& op) {
  if (auto verdict = Column(c, op.table, op.column)) return verdict;
  return NewColumn(c, op.table, op.to);
}

// Ops that name one column of their table.
template <class T>
Verdict OneColumn(const Case& c) {
  const T& op = static_cast<const T&>(c.op());
  return Column(c, op.table, op.column);
}

}  // namespace

// Long: one case for each kind of op.
Verdict CheckColumns(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kAddColumn:
      return Check(c, static_cast<const AddColumn&>(op));
    case OpKind::kDropColumn:
      if (static_cast<const DropColumn&>(op).if_exists) return {};
      return OneColumn<DropColumn>(c);
    case OpKind::kAlterColumnType:
      return OneColumn<AlterColumnType>(c);
    case OpKind::kSetNotNull:
      return OneColumn<SetNotNull>(c);
    case OpKind::kDropNotNull:
      return OneColumn<DropNotNull>(c);
    case OpKind::kSetDefault:
      return OneColumn<SetDefault>(c);
    case OpKind::kDropDefault:
      return OneColumn<DropDefault>(c);
    case OpKind::kAlterGenerated:
      return OneColumn<AlterGenerated>(c);
    case OpKind::kRenameColumn:
      return Check(c, static_cast<const RenameColumn&>(op));
    case OpKind::kAddConstraint:
      return Check(c, static_cast<const AddConstraint&>(op));
    case OpKind::kValidateConstraint: {
      const auto& validate = static_cast<const ValidateConstraint&>(op);
      return MissingConstraint(c, validate.table, validate.constraint);
    }
    case OpKind::kDropConstraint: {
      const auto& drop = static_cast<const DropConstraint&>(op);
      if (drop.if_exists) return {};
      return MissingConstraint(c, drop.table, drop.constraint);
    }
    case OpKind::kAlterConstraint: {
      const auto& alter = static_cast<const AlterConstraint&>(op);
      return MissingConstraint(c, alter.table, alter.constraint.name);
    }
    case OpKind::kRenameObject: {
      const auto& rename = static_cast<const RenameObject&>(op);
      if (rename.object != ObjectKind::kConstraint) return {};
      if (auto no = MissingConstraint(c, rename.name, rename.part)) return no;
      return NewConstraint(c, rename.name, rename.to, "42710");
    }
    case OpKind::kCreateIndex:
      return Check(c, static_cast<const CreateIndex&>(op));
    case OpKind::kInsert:
      return Check(c, static_cast<const Insert&>(op));
    case OpKind::kUpdate:
      return Check(c, static_cast<const Update&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
