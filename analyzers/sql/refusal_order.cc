// SPDX-License-Identifier: Apache-2.0
// Which of several actions of one ALTER TABLE the server comes to first.
#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {

Pass PassOf(const Refusal& refusal) {
  bool read = refusal.sqlstate == "42601" || refusal.sqlstate == "25001" ||
              refusal.sqlstate == "42P01";
  if (read) return Pass::kBefore;
  switch (refusal.op->kind) {
    case OpKind::kAlterColumnType: {
      // Columns and casts are looked up before anything is done.
      bool early = refusal.cause == Cause::kMissingObject ||
                   refusal.cause == Cause::kNoCast;
      return early && !refusal.undone ? Pass::kBefore : Pass::kType;
    }
    case OpKind::kAddColumn: {
      bool key = refusal.cause == Cause::kPartitionKeyMissing ||
                 refusal.cause == Cause::kRepeatedValue ||
                 refusal.sqlstate == "42P16";
      return key ? Pass::kAddIndex : Pass::kAddColumn;
    }
    default:
      return PassOf(*refusal.op);
  }
}

bool Case::RunsBefore(size_t other) const {
  Pass a = PassOf(*statement_[other]);
  Pass b = PassOf(op());
  return a != b ? a < b : other < index_;
}

bool Case::IsDroppedBefore(std::string_view column) const {
  if (IsAlone() || statement_.size() > kMaxActions) return false;
  bool dropped = false;
  for (size_t i = 0; i < statement_.size(); ++i) {
    if (i == index_ || !RunsBefore(i)) continue;
    const auto* drop = As<DropColumn>(*statement_[i]);
    dropped |= drop != nullptr && drop->column.text == column;
    const auto* add = As<AddColumn>(*statement_[i]);
    if (add != nullptr && add->column.name.text == column) return false;
  }
  return dropped;
}

}  // namespace interlock::sql::refusal
