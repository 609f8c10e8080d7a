// SPDX-License-Identifier: Apache-2.0
// Rows that would break what a statement demands, and views without a key.
#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

bool IsSerial(std::string_view type) {
  return type == "serial" || type == "bigserial" || type == "smallserial" ||
         type == "serial4" || type == "serial8" || type == "serial2";
}

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
  return out;
}

Verdict Check(const Case& c, const RefreshView& op) {
  const Relation* view = c.Sure(op.view);
  if (view == nullptr || view->kind != RelationKind::kMaterializedView ||
      !op.concurrently) {
    return {};
  }
  bool found = false;
  bool whole = c.view().EachIndex(*view, [&](const Relation& at) {
    found |=
        at.index != nullptr && at.index->unique && !at.index->where.present();
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
  if (const auto* add = As<AddColumn>(op)) return Check(c, *add);
  if (const auto* refresh = As<RefreshView>(op)) return Check(c, *refresh);
  return {};
}

}  // namespace interlock::sql::refusal
