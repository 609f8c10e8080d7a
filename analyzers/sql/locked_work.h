// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/sql/held_locks.h"
#include "analyzers/sql/moment.h"

// Work on the rows of tables that others use, done while a lock that blocks
// writes, of an earlier statement, is still held.
namespace interlock::sql {

// The first such statement of each transaction; what follows it waits for the
// same reason.
class LockedWork {
 public:
  // Call it for each op of a migration, in order. The table whose rows the op
  // works on; null when it does not, or not under a lock, or not first.
  const Name* Step(const Moment& m);
  // What was held, after a Step that gave a table.
  const HeldLock& held() const { return held_; }

 private:
  HeldLocks locks_;
  HeldLock held_{};
  uint32_t reported_ = UINT32_MAX;  // the transaction's serial
};

// False where no op of the migration could be one; cheap.
bool MayWorkWhileLocked(const Moments& moments);

// Calls f(const Moment&) for each op of the kinds T, in order, that is not the
// first such work of its transaction.
template <class... T, class F>
void EachUnlocked(const Moments& moments, F f) {
  if (!MayWorkWhileLocked(moments)) return moments.EachOf<T...>(f);
  LockedWork locked;
  for (const Moment& m : moments) {
    bool wanted = locked.Step(m) == nullptr && ((m.op.kind == T::kKind) || ...);
    if (wanted) f(m);
  }
}

}  // namespace interlock::sql
