// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/effects.h"

#include <algorithm>

#include "analyzers/sql/meter.h"

namespace interlock::sql {
namespace {

constexpr FactInfo kFacts[] = {
#define INTERLOCK_FACT(name, lock, work, example) \
  {#name, Lock::lock, Work::work, example},
#include "analyzers/sql/facts.def"
#undef INTERLOCK_FACT
};

constexpr std::string_view kLocks[] = {
    "none",
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
};

constexpr std::string_view kWorks[] = {
    "instant", "wait",        "rows",    "query",
    "scan",    "index build", "rewrite", "unknown",
};

}  // namespace

std::string_view NameOf(Lock lock) { return kLocks[static_cast<size_t>(lock)]; }

Lock LockNamed(std::string_view name) {
  auto at = std::ranges::find(kLocks, name);
  return at == std::end(kLocks) ? Lock::kAccessExclusive
                                : static_cast<Lock>(at - kLocks);
}

std::string_view NameOf(Work work) { return kWorks[static_cast<size_t>(work)]; }

std::span<const FactInfo> AllFacts() { return kFacts; }

const FactInfo& InfoOf(Fact fact) { return kFacts[static_cast<size_t>(fact)]; }

const RelationEffect* Effects::Worst() const {
  const RelationEffect* worst = nullptr;
  for (const RelationEffect& item : relations()) {
    bool worse = worst == nullptr || item.lock > worst->lock ||
                 (item.lock == worst->lock && item.work > worst->work);
    if (worse) worst = &item;
  }
  return worst;
}

const RelationEffect* Effects::On(std::string_view table) const {
  for (const RelationEffect& item : relations()) {
    if (item.name.name == table) return &item;
  }
  return nullptr;
}

std::string_view ReasonOf(Doubt doubt) {
  switch (doubt) {
    case Doubt::kNone:
      return "";
    case Doubt::kTable:
      return "no migration made the table";
    case Doubt::kColumn:
      return "the type of the column before is not known";
    case Doubt::kType:
      return "a type is not known";
    case Doubt::kFunction:
      return "a function is not known and may be volatile";
    case Doubt::kBody:
      return "the server may see through a volatile SQL function";
    case Doubt::kZone:
      return "the session's time zone is not known";
    case Doubt::kProof:
      return "a CHECK may prove it";
    case Doubt::kParts:
      return "not all that belongs to it is known";
  }
  return "";
}

Effects EffectsOf(const Op& op, const Setting& setting, Detail detail) {
  return Meter(setting, detail).Measure(op);
}

bool MayBlockWrites(OpKind kind) {
  switch (kind) {
    case OpKind::kCreateTable:
    case OpKind::kCreateIndex:
    case OpKind::kDropIndex:
    case OpKind::kReindex:
    case OpKind::kRefreshView:
    case OpKind::kCreateTrigger:
    case OpKind::kCreatePolicy:
    case OpKind::kAlterPolicy:
    case OpKind::kCreateRule:
    case OpKind::kDropObject:
    case OpKind::kAlterDomain:
    case OpKind::kTruncate:
    case OpKind::kLockTable:
    case OpKind::kVacuum:
    case OpKind::kCluster:
      return true;
    default:
      return kind > OpKind::kCreateTable && kind <= OpKind::kSetSchema;
  }
}

bool MayRefuseTransaction(OpKind kind) {
  switch (kind) {
    case OpKind::kCreateIndex:
    case OpKind::kDropIndex:
    case OpKind::kReindex:
    case OpKind::kDetachPartition:
    case OpKind::kVacuum:
    case OpKind::kCluster:
    case OpKind::kDropObject:
    case OpKind::kServerCommand:
    case OpKind::kAddEnumValue:
      return true;
    default:
      return false;
  }
}

}  // namespace interlock::sql
