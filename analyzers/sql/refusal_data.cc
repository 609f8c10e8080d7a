// SPDX-License-Identifier: Apache-2.0
// Rows that would break what a statement demands, and views without a key.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

// NOT NULL and nothing to fill it with: each row there is breaks it.
Verdict Check(const Case& c, const AddColumn& op) {
  const ColumnDef& column = op.column;
  bool required = column.not_null;
  for (const Constraint& one : column.constraints()) {
    required |= one.kind == ConstraintKind::kPrimaryKey;
  }
  const Expr& value = column.default_value();
  bool filled = (value.present() && value.shape != ExprShape::kNull) ||
                column.generated != Generated::kNo ||
                IsSerial(column.type.name());
  if (!required || filled) return {};
  const Relation* table = c.Look(op.table).relation;
  if (op.if_not_exists && table != nullptr &&
      c.HasColumn(*table, column.name.text) == Answer::kYes) {
    return {};
  }
  // A domain may bring a default.
  const TypeFact* type =
      c.view().FindType(column.type.schema(), column.type.name());
  if (type != nullptr && type->kind == TypeKind::kDomain) return {};
  Refusal out = c.Refuse(Cause::kRequiredColumn, "23502", op.span,
                         "{} is NOT NULL and has no default: the statement "
                         "fails if {} holds a row",
                         column.name.text, op.table.name);
  out.certainty = Certainty::kIfRowsExist;
  out.help =
      "give it a constant default, or add it nullable, fill it in batches and "
      "then SET NOT NULL";
  return out;
}

// One constant for all rows under a unique key: two rows break it.
Verdict Repeats(const Case& c, const AddColumn& op) {
  const ColumnDef& column = op.column;
  if (column.default_value().shape != ExprShape::kConstant) return {};
  if (op.if_not_exists) return {};
  for (const Constraint& one : column.constraints()) {
    bool key = one.kind == ConstraintKind::kPrimaryKey ||
               one.kind == ConstraintKind::kUnique;
    if (!key) continue;
    Refusal out = c.Refuse(Cause::kRepeatedValue, "23505", op.span,
                           "{} is unique and gets one value for all rows: the "
                           "statement fails if {} holds two",
                           column.name.text, op.table.name);
    out.certainty = Certainty::kIfRowsExist;
    return out;
  }
  return {};
}

// A table and what its foreign keys join it with are logged alike.
Verdict Check(const Case& c, const AlterTable& op) {
  bool logged = op.change == TableChange::kSetLogged;
  if (!logged && op.change != TableChange::kSetUnlogged) return {};
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || table->kind != RelationKind::kTable) return {};
  Persistence wanted =
      logged ? Persistence::kPermanent : Persistence::kUnlogged;
  if (c.view().PersistenceOf(*table) == wanted) return {};
  const Relation* other = nullptr;
  auto look = [&](const Relation* one) {
    bool stands = one != nullptr && one != table && !one->assumed &&
                  c.view().Trusts(*one);
    if (stands && c.view().PersistenceOf(*one) != wanted) other = one;
  };
  if (logged) {
    c.view().EachConstraint(*table, [&](const ConstraintFact& fact) {
      if (fact.def->kind == ConstraintKind::kForeignKey) look(fact.references);
    });
  } else {
    c.view().EachForeignKeyTo(
        *table, [&](const ConstraintFact& fact) { look(fact.relation); });
  }
  if (other == nullptr || !c.IsAlone()) return {};
  return c.Refuse(Cause::kInvalidDefinition, "42P16", op.span,
                  "a foreign key joins {} with {}, which is {}", op.table.name,
                  c.view().NameOf(*other).name, logged ? "unlogged" : "logged");
}

Verdict Check(const Case& c, const RefreshView& op) {
  const Relation* view = c.Sure(op.view);
  if (view == nullptr || view->kind != RelationKind::kMaterializedView ||
      !op.concurrently) {
    return {};
  }
  if (IsPopulated(c, *view) == Answer::kNo) {
    Refusal out = c.Refuse(Cause::kInvalidDefinition, "0A000", op.view.span,
                           "{} holds no data yet: its first refresh cannot be "
                           "concurrent",
                           op.view.name);
    out.help = "refresh it once without CONCURRENTLY";
    return out;
  }
  if (!op.with_data) {
    return c.Refuse(Cause::kInvalidDefinition, "42601", op.view.span,
                    "CONCURRENTLY needs the data");
  }
  bool found = false;
  bool whole = c.view().EachIndex(*view, [&](const Relation& at) {
    if (at.index == nullptr || !at.index->unique) return;
    bool plain = std::ranges::none_of(
        at.index->columns,
        [](const IndexColumn& key) { return key.column.empty(); });
    found |= plain && !at.index->where.present();
  });
  if (found || !whole || !c.view().SeesSince(view->born)) return {};
  return c.Refuse(Cause::kRefreshNeedsKey, "55000", op.view.span,
                  "{} has no unique index: it cannot be refreshed "
                  "concurrently",
                  op.view.name);
}

}  // namespace

Verdict CheckData(const Case& c) {
  const Op& op = c.op();
  if (const auto* add = As<AddColumn>(op)) {
    if (auto verdict = Check(c, *add)) return verdict;
    return Repeats(c, *add);
  }
  if (const auto* alter = As<AlterTable>(op)) return Check(c, *alter);
  if (const auto* refresh = As<RefreshView>(op)) return Check(c, *refresh);
  return {};
}

}  // namespace interlock::sql::refusal
