// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/locked_work.h"

#include <algorithm>

namespace interlock::sql {
namespace {

// Few rows: the condition names a column that leads an index, or is a key.
bool IsNarrow(const Moment& m, const Name& table, const Expr& where) {
  const Relation* relation = m.view.Find(table);
  if (relation == nullptr || where.columns().empty()) return false;
  auto asked = [&](std::string_view column) {
    return std::ranges::any_of(
        where.columns(), [&](const Ident& one) { return one.text == column; });
  };
  bool narrow = false;
  m.view.EachIndex(*relation, [&](const Relation& index) {
    if (index.index == nullptr || index.index->columns.empty()) return;
    narrow |= asked(index.index->columns.front().column.text);
  });
  m.view.EachConstraint(*relation, [&](const ConstraintFact& fact) {
    bool key = fact.def->kind == ConstraintKind::kPrimaryKey ||
               fact.def->kind == ConstraintKind::kUnique;
    if (!key || fact.def->columns.empty()) return;
    narrow |= asked(fact.def->columns.front().text);
  });
  return narrow;
}

const Name* FirstInUse(const Moment& m, std::span<const Name> names) {
  auto at = std::ranges::find_if(names, [&](const Name& name) {
    return m.view.Find(name) != nullptr && IsInUse(m, m.view.Find(name));
  });
  return at == names.end() ? nullptr : &*at;
}

// The table whose rows the statement works on; null when it is none of many
// rows, or new.
const Name* WorkedOn(const Op& op, const Moment& m) {
  auto table = [&](const Name& name, const Expr& where) -> const Name* {
    if (IsSystemName(name.name) || IsSystemSchema(name.schema)) return nullptr;
    bool live = IsInUse(m, m.view.Find(name)) && !IsNarrow(m, name, where);
    return live ? &name : nullptr;
  };
  if (const auto* update = As<Update>(op)) {
    return table(update->table, update->where);
  }
  if (const auto* remove = As<Delete>(op)) {
    return table(remove->table, remove->where);
  }
  if (const auto* insert = As<Insert>(op)) {
    return insert->from_query ? FirstInUse(m, insert->reads) : nullptr;
  }
  if (const auto* create = As<CreateTable>(op)) {
    return create->as_query ? FirstInUse(m, create->origin->reads) : nullptr;
  }
  if (const auto* view = As<CreateView>(op)) {
    bool reads = view->materialized && view->with_data;
    return reads ? FirstInUse(m, view->reads) : nullptr;
  }
  if (const auto* validate = As<ValidateConstraint>(op)) {
    return table(validate->table, kNoExpr);
  }
  return nullptr;
}

// VALIDATE of a constraint of this transaction is another rule's.
bool IsAnothers(const Op& op, const Moment& m) {
  const auto* validate = As<ValidateConstraint>(op);
  if (validate == nullptr) return false;
  const Relation* table = m.view.Find(validate->table);
  if (table == nullptr) return false;
  auto* fact = m.view.FindConstraint(*table, validate->constraint.text);
  return fact != nullptr && fact->born >= m.transaction.since(m.time);
}

}  // namespace

const Name* LockedWork::Step(const Moment& m) {
  locks_.Before(m);
  const Name* found = nullptr;
  if (!locks_.locks().empty() && reported_ != m.transaction.serial()) {
    const Name* worked = WorkedOn(m.op, m);
    if (worked != nullptr && !IsAnothers(m.op, m)) {
      const HeldLock* own = locks_.On(m, *worked);
      held_ = own != nullptr ? *own : locks_.locks().front();
      reported_ = m.transaction.serial();
      found = worked;
    }
  }
  locks_.After(m);
  return found;
}

bool MayWorkWhileLocked(const Moments& moments) {
  return moments.kinds().size() > 1 && moments.AnyInTransaction() &&
         std::ranges::any_of(moments.kinds(), MayBlockWrites);
}

}  // namespace interlock::sql
