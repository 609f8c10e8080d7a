// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

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

// Why the effect on a relation is not certain. The worse case is given then.
enum class Doubt : uint8_t {
  kNone,
  kTable,     // the history does not say how the table was made
  kColumn,    // the type of the column before is not known
  kType,      // a type is not known: it may be a domain
  kFunction,  // a function is not known: it may be volatile
  kBody,      // a volatile function that the server may look through
  kZone,      // the session's time zone decides
  kProof,     // a CHECK may prove what would be looked up
  kParts,     // what hangs on it is not known whole
};
std::string_view ReasonOf(Doubt doubt);  // "the function may be volatile"

// How one relation is met by an op.
struct RelationEffect {
  Name name;
  const Relation* relation = nullptr;  // null: the catalog does not know it
  Lock lock = Lock::kNone;
  Work work = Work::kInstant;
  Fact fact = Fact::kTableOther;
  Doubt doubt = Doubt::kNone;
  // The work depends on what is not known, and the worse case is given.
  bool assumed = false;

  bool BlocksWritesForLong() const {
    return BlocksWrites(lock) && work >= Work::kQuery;
  }
  bool BlocksReadsForLong() const {
    return BlocksReads(lock) && work >= Work::kQuery;
  }
  void Assume(Doubt why) {
    assumed = true;
    doubt = why;
  }
};

// An index that is locked for itself: dropped, built anew or kept through a
// change of its column's type.
struct IndexEffect {
  const Relation* index;
  Lock lock;
  bool rebuilt;  // gets a new file
};

// What is gone afterwards.
enum class Loss : uint8_t { kNothing, kDefinition, kData };
enum class InTransaction : uint8_t { kAllowed, kRefused };

// The effects on relations; the first few without an allocation.
class EffectList {
 public:
  RelationEffect& Add(const RelationEffect& item);
  std::span<RelationEffect> all() {
    return more_.empty() ? std::span(first_).first(count_) : std::span(more_);
  }
  std::span<const RelationEffect> all() const {
    return const_cast<EffectList*>(this)->all();
  }

 private:
  static constexpr size_t kFirst = 6;
  std::array<RelationEffect, kFirst> first_;
  uint32_t count_ = 0;
  std::vector<RelationEffect> more_;  // all of them, when they are too many
};

struct Effects {
  EffectList list;
  std::vector<IndexEffect> indexes;  // only where all details were asked for
  bool known = true;                 // false: the op may do anything
  Loss loss = Loss::kNothing;
  InTransaction in_transaction = InTransaction::kAllowed;

  // What the op names comes first.
  std::span<const RelationEffect> relations() const { return list.all(); }
  // The strongest lock, the longest work among equals; null when none.
  const RelationEffect* Worst() const;
  const RelationEffect* On(std::string_view table) const;
};

// How much is worked out.
enum class Detail : uint8_t {
  // What the statement names, and the other tables of its foreign keys. What
  // is done to partitions is told of the table above them.
  kBrief,
  // Every relation and index, each with what is done to itself.
  kFull,
};

// An op among the others of its statement. Actions of one ALTER TABLE run in
// the server's order, not in the written one.
struct Setting {
  std::span<const Op* const> statement;  // the op among them
  View start;                            // just before the statement
  View view;                             // just before the op
  int pg_version;
  const Settings& settings;
};
Effects EffectsOf(const Op& op, const Setting& setting, Detail detail);

inline Effects EffectsOf(const Op& op, const View& view, int pg_version,
                         const Settings& settings) {
  const Op* const alone[] = {&op};
  return EffectsOf(op, {alone, view, view, pg_version, settings},
                   Detail::kBrief);
}

// Whether an op of this kind can take a lock that blocks writes at all; cheap,
// asks nothing of a catalog.
bool MayBlockWrites(OpKind kind);

// Whether some op of this kind is refused inside a transaction.
bool MayRefuseTransaction(OpKind kind);

// What a change of type costs the table: nothing, a rewrite, or kUnknown when
// a type is not known. `utc`: of the session's time zone.
Work CostOfTypeChange(const TypeName* from, const TypeName& to, Answer utc,
                      int pg_version);
// Whether an index on a column of the one type serves the other as it is:
// both are compared by the same operators.
bool SharesOperators(const TypeName& from, const TypeName& to);

}  // namespace interlock::sql
