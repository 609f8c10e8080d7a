// SPDX-License-Identifier: Apache-2.0
// Relations and columns that statements mention in passing.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/system_columns.h"

namespace interlock::sql::refusal {
namespace {

Verdict Missing(const Case& c, const Name& name, std::string_view what,
                std::string_view state = "42P01") {
  Sight sight = c.Look(name);
  if (sight.there != Answer::kNo) return {};
  return c.Missing(what, state, name, sight);
}

// What the name meant was dropped or renamed; that nothing ever made it would
// be too little to go by.
Verdict Gone(const Case& c, const Name& name, std::string_view what) {
  Sight sight = c.Look(name);
  bool gone = sight.there == Answer::kNo && sight.evidence == Evidence::kSeen;
  if (!gone) return {};
  return c.Missing(what, "42P01", name, sight);
}

Verdict NoColumn(const Case& c, const Name& name, const Ident& column) {
  const Relation* table = column.empty() ? nullptr : c.Sure(name);
  bool there = table == nullptr || IsSystemColumn(column.text) ||
               column.text == name.name ||
               c.HasColumn(*table, column.text) != Answer::kNo;
  if (there) return {};
  return c.NoColumn(name, column);
}

Verdict NoColumns(const Case& c, const Name& name,
                  std::span<const Ident> columns) {
  for (const Ident& column : columns) {
    if (auto no = NoColumn(c, name, column)) return no;
  }
  return {};
}

// An expression over one table, perhaps with one more column.
Verdict NoColumns(const Case& c, const Name& name, const Expr& expr,
                  std::string_view more = {}) {
  if (expr.has_subquery || !c.IsAlone()) return {};
  for (const Ident& column : expr.columns()) {
    if (column.text == more) continue;
    if (auto no = NoColumn(c, name, column)) return no;
  }
  return {};
}

Verdict Check(const Case& c, const CreateStatistics& op) {
  if (auto no = Missing(c, op.table, "table")) return no;
  if (op.columns.size() == 1 && op.expressions.empty()) {
    return c.Refuse(Cause::kInvalidDefinition, "42P17", op.columns[0].span,
                    "statistics of more than one column need a second one");
  }
  return NoColumns(c, op.table, op.columns);
}

Verdict Check(const Case& c, const AddColumn& op) {
  if (op.if_not_exists) return {};
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  std::string_view own = op.column.name.text;
  const Expr& made = op.column.generated_as();
  if (auto no = NoColumns(c, op.table, made)) return no;
  for (const Ident& column : made.columns()) {
    auto found = c.FindColumn(*table, column.text);
    if (!found || !c.IsAlone() || found->generated < Generated::kStored) {
      continue;
    }
    return c.Refuse(Cause::kInvalidDefinition, "42P17", column.span,
                    "{} is generated itself: no other can be made of it",
                    column.text);
  }
  if (auto no = Mutable(c, made)) return no;
  for (const Constraint& one : op.column.constraints()) {
    if (auto no = NoColumns(c, op.table, one.check(), own)) return no;
    const Name& other = one.references();
    if (other.empty() || other.name == op.table.name) continue;
    if (auto no = Missing(c, other, "table")) return no;
  }
  return {};
}

Verdict Check(const Case& c, const CreateTable& op) {
  const TableOrigin& origin = *op.origin;
  bool whole = !op.as_query && origin.inherits.empty() &&
               origin.likes.empty() && origin.partition_of.empty() &&
               origin.of_type.empty();
  if (!whole || (op.if_not_exists && c.view().Find(op.table) != nullptr)) {
    return {};
  }
  for (const Ident& key : origin.partition_key) {
    bool there = std::ranges::any_of(op.columns, [&](const ColumnDef& column) {
      return column.name.text == key.text;
    });
    if (!there && !HoldsPlaceholder(key.text)) return c.NoColumn(op.table, key);
  }
  for (const ColumnDef& column : op.columns) {
    if (auto no = Mutable(c, column.generated_as())) return no;
  }
  return {};
}

Verdict Owner(const Case& c, const Name& table, const Ident& column) {
  if (table.empty()) return {};
  if (auto no = Missing(c, table, "table")) return no;
  return NoColumn(c, table, column);
}

Verdict Check(const Case& c, const CommentOn& op) {
  switch (op.object) {
    case ObjectKind::kIndex:
    case ObjectKind::kSequence:
      return Missing(c, op.name, "relation");
    case ObjectKind::kConstraint: {
      const Relation* table = c.Sure(op.name);
      bool none = table != nullptr &&
                  c.HasConstraint(*table, op.part.text) == Answer::kNo;
      if (!none) return {};
      return c.Refuse(Cause::kMissingObject, "42704", op.part.span,
                      "{} has no constraint {}", op.name.name, op.part.text);
    }
    default:
      return {};
  }
}

// ALTER VIEW, written for a table.
Verdict WrittenAs(const Case& c, const RenameTable& op) {
  const Relation* found = c.Sure(op.table);
  bool view = op.written_as == ObjectKind::kView ||
              op.written_as == ObjectKind::kMaterializedView;
  bool table = found != nullptr && found->kind == RelationKind::kTable;
  if (!view || !table) return {};
  return c.Refuse(Cause::kWrongKind, "42809", op.table.span,
                  "{} is a table, not {}", op.table.name,
                  WithArticle(NameOf(op.written_as)));
}

Verdict WrittenAs(const Case& c, const RenameObject& op) {
  const Relation* found = c.Sure(op.name);
  bool view = op.object == ObjectKind::kView ||
              op.object == ObjectKind::kMaterializedView;
  bool other = found != nullptr && found->kind == RelationKind::kTable;
  if (!view || !other || op.written_as_table) return {};
  return c.Refuse(Cause::kWrongKind, "42809", op.name.span,
                  "{} is a table, not {}", op.name.name,
                  WithArticle(NameOf(op.object)));
}

Verdict Check(const Case& c, const SetSchema& op) {
  switch (op.object) {
    case ObjectKind::kTable:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
      return op.if_exists ? Verdict() : Missing(c, op.name, "relation");
    default:
      return {};
  }
}

}  // namespace

// Long: one case for each kind of op.
Verdict CheckMentions(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kAddColumn:
      return Check(c, static_cast<const AddColumn&>(op));
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kCreateStatistics:
      return Check(c, static_cast<const CreateStatistics&>(op));
    case OpKind::kCreateTrigger: {
      const auto& create = static_cast<const CreateTrigger&>(op);
      return NoColumns(c, create.table, create.columns);
    }
    case OpKind::kCreatePolicy: {
      const auto& create = static_cast<const CreatePolicy&>(op);
      if (auto no = NoColumns(c, create.table, create.using_expr)) return no;
      return NoColumns(c, create.table, create.check);
    }
    case OpKind::kAlterPolicy: {
      const auto& alter = static_cast<const AlterPolicy&>(op);
      if (auto no = NoColumns(c, alter.table, alter.using_expr)) return no;
      return NoColumns(c, alter.table, alter.check);
    }
    case OpKind::kCreateSequence: {
      const auto& create = static_cast<const CreateSequence&>(op);
      return Owner(c, create.owner_table, create.owner_column);
    }
    case OpKind::kAlterSequence: {
      const auto& alter = static_cast<const AlterSequence&>(op);
      if (alter.if_exists) return {};
      if (auto no = Gone(c, alter.sequence, "sequence")) return no;
      return Owner(c, alter.owner_table, alter.owner_column);
    }
    case OpKind::kReindex: {
      const auto& reindex = static_cast<const Reindex&>(op);
      bool one = reindex.object == ObjectKind::kIndex ||
                 reindex.object == ObjectKind::kTable;
      return one ? Missing(c, reindex.name, NameOf(reindex.object)) : Verdict();
    }
    case OpKind::kVacuum:
      for (const Name& name : static_cast<const Vacuum&>(op).tables) {
        if (auto no = Missing(c, name, "table")) return no;
      }
      return {};
    case OpKind::kCommentOn:
      return Check(c, static_cast<const CommentOn&>(op));
    case OpKind::kSetSchema:
      return Check(c, static_cast<const SetSchema&>(op));
    case OpKind::kRenameTable:
      return WrittenAs(c, static_cast<const RenameTable&>(op));
    case OpKind::kRenameObject:
      return WrittenAs(c, static_cast<const RenameObject&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
