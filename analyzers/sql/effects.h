// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/settings.h"
#include "parsers/sql/ops.h"

// What an op does to a running server: which lock on which relation, how long
// the lock is held, what is lost, and whether it may run in a transaction.
namespace interlock::sql {

// PostgreSQL's table locks, weakest first.
enum class Lock : uint8_t {
  kNone,
  kAccessShare,
  kRowShare,
  kRowExclusive,
  kShareUpdateExclusive,
  kShare,
  kShareRowExclusive,
  kExclusive,
  kAccessExclusive,
};
std::string_view NameOf(Lock lock);     // "ACCESS EXCLUSIVE"
Lock LockNamed(std::string_view name);  // the strongest for none of them
constexpr bool BlocksReads(Lock lock) { return lock == Lock::kAccessExclusive; }
constexpr bool BlocksWrites(Lock lock) { return lock >= Lock::kShare; }

// What the server does while it holds the lock, shortest first.
enum class Work : uint8_t {
  kInstant,     // catalog entries alone; still queues behind other holders
  kWait,        // waits for transactions, blocks nobody
  kRows,        // as many rows as the statement touches
  kQuery,       // a query of its own
  kScan,        // reads the whole table
  kIndexBuild,  // reads the table and writes an index
  kRewrite,     // writes the table and each of its indexes anew
  kUnknown,
};
std::string_view NameOf(Work work);  // "index build"

// One claim about the server; facts.def has them all.
enum class Fact : uint8_t {
#define INTERLOCK_FACT(name, lock, work, example) k##name,
#include "analyzers/sql/facts.def"
#undef INTERLOCK_FACT
};
struct FactInfo {
  std::string_view name;
  Lock lock;
  Work work;
  std::string_view example;  // SQL that shows it, or ""
};
std::span<const FactInfo> AllFacts();
const FactInfo& InfoOf(Fact fact);

// How one relation is met by an op.
struct RelationEffect {
  Name name;
  const Relation* relation = nullptr;  // null: the catalog does not know it
  Lock lock = Lock::kNone;
  Work work = Work::kInstant;
  Fact fact = Fact::kTableOther;
  // kUnknown: the work depends on what the catalog does not know, and the
  // worse case is given.
  bool assumed = false;

  bool BlocksWritesForLong() const {
    return BlocksWrites(lock) && work >= Work::kQuery;
  }
  bool BlocksReadsForLong() const {
    return BlocksReads(lock) && work >= Work::kQuery;
  }
};

// What is gone afterwards.
enum class Loss : uint8_t { kNothing, kDefinition, kData };
enum class InTransaction : uint8_t { kAllowed, kRefused };

struct Effects {
  static constexpr size_t kMax = 8;
  std::array<RelationEffect, kMax> items;
  uint8_t count = 0;
  bool truncated = false;  // more relations than fit
  bool known = true;       // false: the op may do anything
  Loss loss = Loss::kNothing;
  InTransaction in_transaction = InTransaction::kAllowed;

  std::span<const RelationEffect> relations() const {
    return std::span(items).first(count);
  }
  // The strongest lock, the longest work among equals; null when none.
  const RelationEffect* Worst() const;
  const RelationEffect* On(std::string_view table) const;
};

Effects EffectsOf(const Op& op, const View& view, int pg_version,
                  const Settings& settings);

// Whether an op of this kind can take a lock that blocks writes at all; cheap,
// asks nothing of a catalog.
bool MayBlockWrites(OpKind kind);

// Whether some op of this kind is refused inside a transaction.
bool MayRefuseTransaction(OpKind kind);

// What a change of type costs: nothing, a check of each row, a rewrite, or
// kUnknown when the old type is not known. `utc`: the session's time zone is
// UTC.
Work CostOfTypeChange(const TypeName* from, const TypeName& to, bool utc,
                      int pg_version);

// What a default costs when its column is added: kRewrite for a volatile one,
// kUnknown when a function is not known.
Work CostOfDefault(const Expr& value, const View& view);

}  // namespace interlock::sql
