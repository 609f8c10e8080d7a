// SPDX-License-Identifier: Apache-2.0
// The fold's part that decides what of a file counts.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/targets.h"

namespace interlock::sql {
namespace {

// A transaction with more of them open is taken for carried out.
constexpr size_t kMaxSavepoints = 64;

}  // namespace

// A BEGIN of this file: what a ROLLBACK of this file undoes is never applied.
// A transaction without an end is carried out until the file ends.
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
    if (statement.section != section) break;
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
  open_from_ = begin.statement + 1;
  open_made_ = catalog_.relations_.size();
}

// What it made is gone; what it changed is not known. Whatever comes after may
// show that the runner is another than it seems: nothing is missing for sure.
void CatalogBuilder::LoseOpen(OpenEnd end, Time last) {
  bool certain = end == OpenEnd::kRolledBack;
  time_ = last;
  const auto& statements = file_->statements;
  Time first = last + 1 - static_cast<Time>(file_->ops.size()) +
               statements[open_from_].first_op;
  for (uint32_t at = open_from_; at < statements.size(); ++at) {
    const Statement& statement = statements[at];
    if (statement.section == Section::kDown) continue;
    for (const Op* op : file_->OpsOf(statement)) {
      bool data = op->kind >= OpKind::kInsert && op->kind <= OpKind::kSelect;
      if (data) continue;
      TaintTargets(*op);
      if (!certain) continue;
      ForEachTarget(*op, [&](const Name& name) {
        if (Relation* relation = Find(name)) RestoreColumns(*relation, first);
      });
    }
  }
  open_from_ = UINT32_MAX;
  const auto& made = catalog_.relations_;
  for (size_t i = open_made_; i < made.size() && Spend(); ++i) {
    Relation& relation = *made[i];
    if (relation.assumed || !relation.AliveAt(time_ + 1)) continue;
    relation.tainted = std::min(relation.tainted, time_);
    if (certain) BuryRelation(relation);
  }
}

// As they were at an earlier moment.
void CatalogBuilder::RestoreColumns(Relation& relation, Time then) {
  if (relation.born >= then || relation.changed == nullptr) return;
  for (Slot* slot : *relation.changed) {
    if (!Spend()) return;
    void* was = slot->At(then);
    // A column that is read off its CREATE TABLE has no version of then.
    bool listed = Version::Before(slot->newest, then) == nullptr;
    const auto* now = static_cast<const Column*>(slot->At(time_ + 1));
    bool is_new = now != nullptr && now->added >= then;
    if (slot->At(time_ + 1) == was || (listed && !is_new)) continue;
    slot->Append(arena(), time_, was);
  }
}

bool CatalogBuilder::IsUndone(const Op& op) const {
  auto at = std::ranges::lower_bound(undone_, op.statement, {}, &Undone::last);
  return at != undone_.end() && at->first <= op.statement;
}

}  // namespace interlock::sql
