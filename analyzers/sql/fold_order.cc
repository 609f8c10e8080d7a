// SPDX-License-Identifier: Apache-2.0
// The fold's part that decides what of a file counts, and in which order.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"

namespace interlock::sql {
namespace {

// The server's passes over the actions of one ALTER TABLE, in their order.
enum class Pass : uint8_t {
  kDrop,
  kAlterType,
  kSetExpression,
  kAddColumn,
  kColumnAttributes,
  kAddUsingIndex,
  kAddIndex,
  kAddOther,
  kMisc,
  kNone,  // not an action of ALTER TABLE
};

Pass PassOf(const Constraint& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::kNotNull:
      return Pass::kColumnAttributes;
    case ConstraintKind::kCheck:
    case ConstraintKind::kForeignKey:
      return Pass::kAddOther;
    default:
      return constraint.using_index().empty() ? Pass::kAddIndex
                                              : Pass::kAddUsingIndex;
  }
}

Pass PassOf(GeneratedChange change) {
  switch (change) {
    case GeneratedChange::kAddIdentity:
      return Pass::kAddOther;
    case GeneratedChange::kSetIdentity:
      return Pass::kMisc;
    case GeneratedChange::kSetExpression:
      return Pass::kSetExpression;
    default:
      return Pass::kDrop;
  }
}

Pass PassOf(const Op& op) {
  if (op.in_block) return Pass::kNone;
  switch (op.kind) {
    case OpKind::kDropColumn:
    case OpKind::kDropConstraint:
    case OpKind::kDropNotNull:
    case OpKind::kDropDefault:
      return Pass::kDrop;
    case OpKind::kAlterColumnType:
      return Pass::kAlterType;
    case OpKind::kAddColumn:
      return Pass::kAddColumn;
    case OpKind::kSetNotNull:
      return Pass::kColumnAttributes;
    case OpKind::kSetDefault:
      return Pass::kAddOther;
    case OpKind::kAlterGenerated:
      return PassOf(static_cast<const AlterGenerated&>(op).change);
    case OpKind::kAddConstraint:
      return PassOf(static_cast<const AddConstraint&>(op).constraint);
    case OpKind::kValidateConstraint:
    case OpKind::kAlterConstraint:
    case OpKind::kAlterTable:
      return Pass::kMisc;
    default:
      return Pass::kNone;
  }
}

}  // namespace

void CatalogBuilder::ApplyStatement(std::span<const Op* const> ops, Time time) {
  Pass before = Pass::kDrop;
  bool sorted = true;
  for (size_t i = 0; ops.size() > 1 && i < ops.size(); ++i) {
    Pass pass = PassOf(*ops[i]);
    if (pass == Pass::kNone) {
      sorted = true;
      break;
    }
    sorted &= before <= pass;
    before = pass;
  }
  if (sorted) {
    for (const Op* op : ops) Apply(*op, time++);
    return;
  }
  std::vector<const Op*> ordered(ops.begin(), ops.end());
  std::ranges::stable_sort(ordered, {},
                           [](const Op* op) { return PassOf(*op); });
  for (const Op* op : ordered) Apply(*op, time++);
}

// A BEGIN of this file: what a ROLLBACK of this file undoes is never applied.
// A transaction without an end is taken for carried out.
// Long: one case for each word.
void CatalogBuilder::FindUndone(const Op& begin) {
  if (file_ == nullptr || begin.in_block || begin.statement < looked_to_) {
    return;
  }
  struct Savepoint {
    std::string_view name;
    uint32_t at;
  };
  std::vector<Savepoint> savepoints;
  auto undo = [&](uint32_t first, uint32_t end) {
    while (!undone_.empty() && undone_.back().first >= first) {
      undone_.pop_back();
    }
    if (first < end) undone_.push_back({first, end - 1});
  };
  const auto& statements = file_->statements;
  Section section = statements[begin.statement].section;
  for (uint32_t at = begin.statement + 1; at < statements.size(); ++at) {
    looked_to_ = at;
    const Statement& statement = statements[at];
    if (statement.section != section) return;
    if (statement.op_count != 1) continue;
    const auto* word = As<Transaction>(*file_->ops[statement.first_op]);
    if (word == nullptr) continue;
    auto named = std::ranges::find(savepoints.rbegin(), savepoints.rend(),
                                   word->savepoint.text, &Savepoint::name);
    switch (word->word) {
      case TransactionWord::kCommit:
        return;
      case TransactionWord::kRollback:
        return undo(begin.statement + 1, at);
      case TransactionWord::kSavepoint:
        savepoints.push_back({word->savepoint.text, at});
        break;
      case TransactionWord::kRelease:
        if (named != savepoints.rend()) {
          savepoints.erase(named.base() - 1, savepoints.end());
        }
        break;
      case TransactionWord::kRollbackTo:
        if (named == savepoints.rend()) break;
        undo(named->at + 1, at);
        savepoints.erase(named.base(), savepoints.end());
        break;
      default:
        break;
    }
  }
}

bool CatalogBuilder::IsUndone(const Op& op) const {
  auto at = std::ranges::lower_bound(undone_, op.statement, {}, &Undone::last);
  return at != undone_.end() && at->first <= op.statement;
}

}  // namespace interlock::sql
