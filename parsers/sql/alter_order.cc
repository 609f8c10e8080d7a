// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/alter_order.h"

#include <algorithm>

#include "parsers/sql/ops.h"

namespace interlock::sql {
namespace {

Pass PassOf(const Constraint& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::kNotNull:
      return Pass::kColumn;
    case ConstraintKind::kCheck:
    case ConstraintKind::kForeignKey:
      return Pass::kAddOther;
    default:
      return constraint.using_index().empty() ? Pass::kAddIndex
                                              : Pass::kUseIndex;
  }
}

Pass PassOf(GeneratedChange change) {
  switch (change) {
    case GeneratedChange::kAddIdentity:
      return Pass::kAddOther;
    case GeneratedChange::kSetIdentity:
      return Pass::kOther;
    case GeneratedChange::kSetExpression:
      return Pass::kExpression;
    default:
      return Pass::kDrop;
  }
}

}  // namespace

Pass PassOf(const Op& op) {
  if (op.in_block) return Pass::kNone;
  switch (op.kind) {
    case OpKind::kDropColumn:
    case OpKind::kDropConstraint:
    case OpKind::kDropNotNull:
    case OpKind::kDropDefault:
      return Pass::kDrop;
    case OpKind::kAlterColumnType:
      return Pass::kType;
    case OpKind::kAddColumn:
      return Pass::kAddColumn;
    case OpKind::kSetNotNull:
      return Pass::kColumn;
    case OpKind::kSetDefault:
      return Pass::kAddOther;
    case OpKind::kAlterGenerated:
      return PassOf(static_cast<const AlterGenerated&>(op).change);
    case OpKind::kAddConstraint:
      return PassOf(static_cast<const AddConstraint&>(op).constraint);
    case OpKind::kValidateConstraint:
    case OpKind::kAlterConstraint:
    case OpKind::kAlterTable:
      return Pass::kOther;
    default:
      return Pass::kNone;
  }
}

void OrderActions(std::span<const Op*> ops) {
  bool actions = std::ranges::none_of(
      ops, [](const Op* op) { return PassOf(*op) == Pass::kNone; });
  if (!actions) return;
  std::ranges::stable_sort(ops, {}, [](const Op* op) { return PassOf(*op); });
}

}  // namespace interlock::sql
