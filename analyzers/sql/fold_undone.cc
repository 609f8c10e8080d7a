// SPDX-License-Identifier: Apache-2.0
// The fold's part that decides what of a file counts.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"

namespace interlock::sql {
namespace {

// A transaction with more of them open is taken for carried out.
constexpr size_t kMaxSavepoints = 64;

}  // namespace

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
        if (savepoints.size() == kMaxSavepoints) return;
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
