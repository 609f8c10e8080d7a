// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/sql/moment.h"

namespace interlock::sql {

// A lock that stops writes, held on a table that others use.
struct HeldLock {
  Name name;
  const Relation* relation;  // null: the catalog does not know it
  Lock lock;                 // the strongest so far
  const Op* op;              // what took that
};

// The strong locks that the transaction under way has gathered: locks are kept
// until it ends, however short the statement that took them. Tables that
// nobody else can see or that are new in the file do not count.
class HeldLocks {
 public:
  // Ask locks() between the two calls of one op.
  void Before(const Moment& moment);
  void After(const Moment& moment);

  std::span<const HeldLock> locks() const { return locks_; }
  const HeldLock* On(const Moment& moment, const Name& table) const;

 private:
  // A transaction that locks more is as bad as one that locks these.
  static constexpr size_t kMax = 64;

  void Add(const RelationEffect& item, const Op& op);

  std::vector<HeldLock> locks_;
  // Savepoints and how many locks were held at each; going back lets go.
  std::vector<std::pair<std::string_view, size_t>> savepoints_;
  uint32_t serial_ = UINT32_MAX;
};

// A table, view or index that stood before the file and that others see. One
// that the history does not know is most likely older.
bool IsInUse(const Moment& moment, const Relation* relation);

// The first of those that the op locks against writes; null when none.
const RelationEffect* LockedInUse(const Moment& moment);

}  // namespace interlock::sql
