// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/held_locks.h"

#include <algorithm>

namespace interlock::sql {

bool IsInUse(const Moment& moment, const Relation* relation) {
  if (relation == nullptr) return true;
  if (relation->persistence == Persistence::kTemporary) return false;
  Age age = moment.AgeOf(*relation);
  return age == Age::kOlder || age == Age::kUnknown;
}

const RelationEffect* LockedInUse(const Moment& moment) {
  if (!MayBlockWrites(moment.op.kind)) return nullptr;
  for (const RelationEffect& item : moment.effects().relations()) {
    if (BlocksWrites(item.lock) && IsInUse(moment, item.relation)) return &item;
  }
  return nullptr;
}

void HeldLocks::Before(const Moment& moment) {
  uint32_t serial = moment.transaction.serial();
  if (moment.InTransaction() && serial == serial_) return;
  serial_ = serial;
  locks_.clear();
  savepoints_.clear();
}

void HeldLocks::Add(const RelationEffect& item, const Op& op) {
  auto same = [&](const HeldLock& held) {
    if (item.relation != nullptr) return held.relation == item.relation;
    return held.relation == nullptr && held.name.name == item.name.name &&
           held.name.schema == item.name.schema;
  };
  auto at = std::ranges::find_if(locks_, same);
  if (at != locks_.end()) {
    if (item.lock > at->lock) {
      at->lock = item.lock;
      at->op = &op;
    }
  } else if (locks_.size() < kMax) {
    locks_.push_back({item.name, item.relation, item.lock, &op});
  }
}

void HeldLocks::After(const Moment& moment) {
  if (!moment.InTransaction()) return;
  const Op& op = moment.op;
  if (const auto* transaction = As<Transaction>(op)) {
    auto named = [&](const auto& one) {
      return one.first == transaction->savepoint.text;
    };
    if (transaction->word == TransactionWord::kSavepoint) {
      if (savepoints_.size() < kMax) {
        savepoints_.emplace_back(transaction->savepoint.text, locks_.size());
      }
    } else if (transaction->word == TransactionWord::kRollbackTo) {
      auto at = std::find_if(savepoints_.rbegin(), savepoints_.rend(), named);
      if (at != savepoints_.rend())
        locks_.erase(locks_.begin() + static_cast<ptrdiff_t>(
                                          std::min(at->second, locks_.size())),
                     locks_.end());
    }
    return;
  }
  if (!MayBlockWrites(op.kind)) return;
  for (const RelationEffect& item : moment.effects().relations()) {
    if (!BlocksWrites(item.lock) || !IsInUse(moment, item.relation)) continue;
    if (item.relation != nullptr &&
        item.relation->kind == RelationKind::kIndex) {
      continue;
    }
    Add(item, op);
  }
}

const HeldLock* HeldLocks::On(const Moment& moment, const Name& table) const {
  const Relation* relation = moment.view.Find(table);
  for (const HeldLock& held : locks_) {
    bool same = relation != nullptr
                    ? held.relation == relation
                    : held.relation == nullptr && held.name.name == table.name;
    if (same) return &held;
  }
  return nullptr;
}

}  // namespace interlock::sql
