// SPDX-License-Identifier: Apache-2.0
// Columns and constraints that an op names.
#include <algorithm>

#include "analyzers/sql/name_set.h"
#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/system_columns.h"
#include "analyzers/sql/type_casts.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql::refusal {
namespace {

// A column of the table, by an op that alters it or reads it.
Verdict Column(const Case& c, const Relation* table, const Name& name,
               const Ident& column) {
  if (table != nullptr && !column.empty() && c.IsDroppedBefore(column.text)) {
    Refusal gone = c.NoColumn(name, column);
    gone.undone = true;
    return gone;
  }
  bool there = table == nullptr || column.empty() ||
               IsSystemColumn(column.text) ||
               c.HasColumn(*table, column.text) != Answer::kNo;
  if (there) return {};
  return c.NoColumn(name, column);
}

Verdict Column(const Case& c, const Name& name, const Ident& column) {
  return Column(c, c.Sure(name), name, column);
}

Verdict Columns(const Case& c, const Name& name,
                std::span<const Ident> columns) {
  if (columns.empty()) return {};
  const Relation* table = c.Sure(name);
  for (const Ident& column : columns) {
    if (auto verdict = Column(c, table, name, column)) return verdict;
  }
  return {};
}

// Columns of an expression over one table; a row of it goes by its name.
Verdict Columns(const Case& c, const Name& name, const Expr& expr) {
  if (expr.has_subquery || expr.columns().empty()) return {};
  const Relation* table = c.Sure(name);
  for (const Ident& column : expr.columns()) {
    if (column.text == name.name) continue;
    if (auto verdict = Column(c, table, name, column)) return verdict;
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
  if (table == nullptr) return {};
  std::optional<interlock::sql::Column> old = c.FindColumn(*table, column.text);
  if (!old || DropsFirst(c, column.text)) return {};
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
  NameSet seen;
  for (const Ident& column : columns) {
    if (seen.Insert(column.text)) continue;
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

// Only foreign keys are told to wait.
Verdict NoForeignKey(const Case& c, const AlterConstraint& op) {
  const Relation* table = op.sets_deferrable ? c.Sure(op.table) : nullptr;
  if (table == nullptr || !c.IsAlone()) return {};
  const Ident& name = op.constraint.name;
  const ConstraintFact* fact = c.view().FindConstraint(*table, name.text);
  if (fact == nullptr || fact->def->kind == ConstraintKind::kForeignKey) {
    return {};
  }
  Refusal out =
      c.Refuse(Cause::kWrongKind, "42809", name.span,
               "{} is no foreign key: it cannot be altered", name.text);
  out.help = "drop the constraint and add it anew";
  return out;
}

// Keys are valid from the first.
Verdict Unvalidated(const Case& c, const Name& name, const Ident& constraint) {
  const Relation* table = c.Sure(name);
  const ConstraintFact* fact =
      table == nullptr || !c.IsAlone()
          ? nullptr
          : c.view().FindConstraint(*table, constraint.text);
  bool key =
      fact != nullptr && (fact->def->kind == ConstraintKind::kUnique ||
                          fact->def->kind == ConstraintKind::kPrimaryKey ||
                          fact->def->kind == ConstraintKind::kExclude);
  if (!key) return {};
  return c.Refuse(Cause::kWrongKind, "42809", constraint.span,
                  "{} is a key: there is nothing to validate", constraint.text);
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

// Of an action that runs before. Drops run before all that add.
const AddConstraint* SameName(const Case& c, const Ident& name) {
  if (c.IsAlone() || c.statement().size() > kMaxActions) return nullptr;
  for (size_t i = 0; i < c.statement().size(); ++i) {
    const auto* add = As<AddConstraint>(*c.statement()[i]);
    bool same = add != nullptr && add != &c.op() &&
                add->constraint.name.text == name.text && c.RunsBefore(i);
    if (same) return add;
  }
  return nullptr;
}

bool MakesIndex(ConstraintKind kind) {
  return kind == ConstraintKind::kUnique ||
         kind == ConstraintKind::kPrimaryKey ||
         kind == ConstraintKind::kExclude;
}

// An index takes the constraint's name.
Verdict NewIndex(const Case& c, const Name& name, const Ident& added) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || added.empty()) return {};
  Sight old = c.Look({c.view().NameOf(*table).schema, added.text, added.span});
  if (old.there != Answer::kYes) return {};
  return c.Duplicate(NameOf(old.relation->kind), "42P07", added.text,
                     added.span, old.relation->born);
}

Verdict Check(const Case& c, const AddConstraint& op) {
  const Constraint& added = op.constraint;
  bool index =
      MakesIndex(added.kind) && added.using_index().text != added.name.text;
  if (index && c.IsAlone()) {
    if (auto verdict = NewIndex(c, op.table, added.name)) return verdict;
  }
  if (added.kind == ConstraintKind::kUnique) {
    if (auto no = Repeated(c, added.columns, "42701")) return no;
  }
  std::string_view taken = MakesIndex(added.kind) ? "42P07" : "42710";
  bool again = !added.name.empty() && c.Sure(op.table) != nullptr &&
               SameName(c, added.name) != nullptr;
  if (again) {
    return c.Refuse(Cause::kDuplicateObject, taken, added.name.span,
                    "the statement adds {} twice", added.name.text);
  }
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

// A CHECK or a generated value over columns that are about to be made.
Verdict Unmade(const Case& c, const Name& table, const NameSet& names,
               const Expr& expr) {
  if (expr.has_subquery) return {};
  for (const Ident& column : expr.columns()) {
    bool known = names.Holds(column.text) || IsSystemColumn(column.text) ||
                 HoldsPlaceholder(column.text) || column.text == table.name;
    if (!known) return c.NoColumn(table, column);
  }
  return {};
}

// The server's own, and not one that an identity column may have.
bool NoInteger(const Case& c, const TypeName& type) {
  constexpr std::string_view kOthers[] = {
      "text",   "varchar", "bpchar", "uuid",      "bool",        "numeric",
      "float4", "float8",  "date",   "timestamp", "timestamptz", "jsonb"};
  if (type.array_dims() != 0) return false;
  return c.view().TypeOf(type, c.view().time()) == nullptr &&
         std::ranges::find(kOthers, type.name()) != std::end(kOthers);
}

// What a column's definition itself gets wrong.
Verdict Misdefined(const Case& c, const ColumnDef& column) {
  const Expr& value = column.default_value();
  if (value.has_subquery) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", value.span,
                    "a default cannot hold a subquery");
  }
  bool refers =
      !value.columns().empty() && !HoldsPlaceholder(value.columns()[0].text);
  if (refers) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", value.columns()[0].span,
                    "a default cannot refer to the column {}",
                    value.columns()[0].text);
  }
  bool serial = IsSerial(column.type.name());
  bool computed = column.generated_as().present();
  if (value.present() && (serial || computed)) {
    return c.Refuse(Cause::kInvalidDefinition, "42601", value.span,
                    "{} makes its own values: it takes no default",
                    column.name.text);
  }
  bool identity = column.generated == Generated::kIdentityAlways ||
                  column.generated == Generated::kIdentityByDefault;
  if (identity && NoInteger(c, column.type)) {
    return c.Refuse(Cause::kInvalidDefinition, "22023", column.type.span,
                    "{} is no integer: it cannot be an identity column",
                    column.name.text);
  }
  for (const Constraint& one : column.constraints()) {
    if (!one.check().has_subquery) continue;
    return c.Refuse(Cause::kInvalidDefinition, "0A000", one.span,
                    "a CHECK cannot hold a subquery");
  }
  return {};
}

Verdict Expressions(const Case& c, const CreateTable& op,
                    const NameSet& names) {
  for (const ColumnDef& column : op.columns) {
    if (auto no = Misdefined(c, column)) return no;
    if (auto no = Unmade(c, op.table, names, column.generated_as())) return no;
    for (const Constraint& one : column.constraints()) {
      if (auto no = Unmade(c, op.table, names, one.check())) return no;
    }
  }
  for (const Constraint& one : op.constraints) {
    if (auto no = Unmade(c, op.table, names, one.check())) return no;
  }
  return {};
}

Verdict Check(const Case& c, const CreateTable& op) {
  NameSet names;
  bool exists = op.if_not_exists && c.view().Find(op.table) != nullptr;
  if (op.as_query || exists) return {};
  for (const ColumnDef& column : op.columns) {
    if (IsSystemColumn(column.name.text)) {
      return c.Refuse(Cause::kDuplicateObject, "42701", column.name.span,
                      "{} is the name of a system column", column.name.text);
    }
    if (names.Insert(column.name.text)) continue;
    return c.Refuse(Cause::kDuplicateColumn, "42701", column.name.span,
                    "column {} is listed twice", column.name.text);
  }
  const TableOrigin& origin = *op.origin;
  bool all = origin.inherits.empty() && origin.likes.empty() &&
             origin.partition_of.empty();
  for (const Constraint& one : op.constraints) {
    for (const Ident& key : one.columns) {
      if (!all || names.Holds(key.text) || IsSystemColumn(key.text)) continue;
      return c.NoColumn(op.table, key);
    }
  }
  if (all) {
    if (auto verdict = Expressions(c, op, names)) return verdict;
  }
  if (auto verdict = KeysOf(c, op, op.constraints)) return verdict;
  for (const ColumnDef& column : op.columns) {
    if (auto verdict = KeysOf(c, op, column.constraints())) return verdict;
  }
  return {};
}

// An action before this one in the statement, on the same column.
template <class T>
bool DoneBefore(const Case& c, std::string_view column,
                std::string_view (*name)(const T&)) {
  size_t looked = 0;
  for (const Op* op : c.statement()) {
    if (op == &c.op() || ++looked > 256) return false;
    const T* one = As<T>(*op);
    if (one != nullptr && name(*one) == column) return true;
  }
  return false;
}

Verdict Check(const Case& c, const DropColumn& op) {
  if (op.if_exists) return {};
  if (IsSystemColumn(op.column.text)) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", op.column.span,
                    "{} is a system column: it cannot be dropped",
                    op.column.text);
  }
  bool twice = DoneBefore<DropColumn>(
      c, op.column.text, [](const DropColumn& one) { return one.column.text; });
  if (twice && c.Sure(op.table) != nullptr)
    return c.NoColumn(op.table, op.column);
  return Column(c, op.table, op.column);
}

// The server changes a type once in a statement.
Verdict Check(const Case& c, const AlterColumnType& op) {
  if (auto no = Column(c, op.table, op.column)) return no;
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || c.IsAlone()) return {};
  auto column = c.before().FindColumn(*table, op.column.text);
  if (!column || column->type == nullptr) return {};
  const TypeShape& old = PlainType(c.view(), {column->type, column->typed});
  size_t looked = 0;
  for (const Op* one : c.statement()) {
    if (one == &op || ++looked > kMaxActions) return {};
    const auto* other = As<AlterColumnType>(*one);
    if (other == nullptr || other->column.text != op.column.text) continue;
    const TypeShape& type =
        PlainType(c.view(), {&other->type, c.view().time()});
    bool differs = old != kNoType && type != kNoType && old != type;
    if (!differs) continue;
    return c.Refuse(Cause::kInvalidDefinition, "0A000", op.column.span,
                    "the statement changes the type of {} twice",
                    op.column.text);
  }
  return {};
}

// 'abc' for a number.
bool IsNoNumber(std::string_view text) {
  size_t at = SkipBlank(text, 0);
  if (at >= text.size() || text[at] != '\'') return false;
  size_t end = SkipString(text, at);
  if (SkipBlank(text, end) < text.size()) return false;
  return text.substr(at, end - at).find_first_of("0123456789") == text.npos;
}

Verdict Check(const Case& c, const SetDefault& op) {
  if (auto no = Column(c, op.table, op.column)) return no;
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  if (!op.value.columns().empty() && table->kind == RelationKind::kTable) {
    const Ident& column = op.value.columns()[0];
    bool known = c.HasColumn(*table, column.text) == Answer::kYes;
    if (known) {
      return c.Refuse(Cause::kInvalidDefinition, "0A000", column.span,
                      "a default cannot refer to the column {}", column.text);
    }
  }
  auto column = c.FindColumn(*table, op.column.text);
  bool whole =
      column && column->type != nullptr && c.IsAlone() &&
      column->type->array_dims() == 0 &&
      IsIntegerType(PlainType(c.view(), {column->type, column->typed}).name);
  std::string_view text = c.view().TextAt(c.view().time());
  if (!whole || op.value.span.end > text.size()) return {};
  if (!IsNoNumber(op.value.span.In(text))) return {};
  return c.Refuse(Cause::kInvalidDefinition, "22P02", op.value.span,
                  "the default of {} is no number", op.column.text);
}

Verdict Check(const Case& c, const AddColumn& op) {
  bool there = op.if_not_exists;
  bool twice = !there && DoneBefore<AddColumn>(c, op.column.name.text,
                                               [](const AddColumn& one) {
                                                 return one.column.name.text;
                                               });
  if (twice && c.Sure(op.table) != nullptr) {
    return c.Refuse(Cause::kDuplicateColumn, "42701", op.column.name.span,
                    "the statement adds {} twice", op.column.name.text);
  }
  if (!there) {
    if (auto verdict = NewColumn(c, op.table, op.column.name)) return verdict;
  }
  if (auto verdict = Misdefined(c, op.column)) return verdict;
  for (const Constraint& one : op.column.constraints()) {
    if (auto verdict = ReferencedColumns(c, one)) return verdict;
  }
  if (there) return {};
  auto is_new = [&](const Ident& each) {
    return each.text == op.column.name.text;
  };
  const Expr& made = op.column.generated_as();
  if (std::ranges::any_of(made.columns(), is_new)) return {};
  return Columns(c, op.table, made);
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
      return Check(c, static_cast<const DropColumn&>(op));
    case OpKind::kAlterColumnType:
      return Check(c, static_cast<const AlterColumnType&>(op));
    case OpKind::kSetNotNull:
      return OneColumn<SetNotNull>(c);
    case OpKind::kDropNotNull:
      return OneColumn<DropNotNull>(c);
    case OpKind::kSetDefault:
      return Check(c, static_cast<const SetDefault&>(op));
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
      auto no = MissingConstraint(c, validate.table, validate.constraint);
      if (no) return no;
      return Unvalidated(c, validate.table, validate.constraint);
    }
    case OpKind::kDropConstraint: {
      const auto& drop = static_cast<const DropConstraint&>(op);
      if (drop.if_exists) return {};
      return MissingConstraint(c, drop.table, drop.constraint);
    }
    case OpKind::kAlterConstraint: {
      const auto& alter = static_cast<const AlterConstraint&>(op);
      if (auto no = MissingConstraint(c, alter.table, alter.constraint.name)) {
        return no;
      }
      return NoForeignKey(c, alter);
    }
    case OpKind::kRenameObject: {
      const auto& rename = static_cast<const RenameObject&>(op);
      if (rename.object != ObjectKind::kConstraint) return {};
      if (auto no = MissingConstraint(c, rename.name, rename.part)) return no;
      const Relation* table = c.Sure(rename.name);
      const ConstraintFact* old =
          table == nullptr ? nullptr
                           : c.view().FindConstraint(*table, rename.part.text);
      if (old != nullptr && MakesIndex(old->def->kind)) {
        return NewIndex(c, rename.name, rename.to);
      }
      return NewConstraint(c, rename.name, rename.to, "42710");
    }
    case OpKind::kAlterTable: {
      const auto& alter = static_cast<const AlterTable&>(op);
      bool column = alter.change == TableChange::kStatistics ||
                    alter.change == TableChange::kStorage ||
                    alter.change == TableChange::kCompression ||
                    alter.change == TableChange::kColumnOptions;
      if (!column || alter.object != ObjectKind::kTable) return {};
      return Column(c, alter.table, alter.argument);
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
