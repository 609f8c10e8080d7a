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

Effects EffectsOf(const Op& op, const View& view, int pg_version,
                  const Settings& settings) {
  return Meter(view, pg_version, settings).Measure(op);
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
    case OpKind::kDropObject:
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

Work CostOfDefault(const Expr& value, const View& view) {
  if (value.shape != ExprShape::kOther) return Work::kInstant;
  Work work = Work::kInstant;
  for (const Name& function : value.functions()) {
    Answer answer = view.IsVolatile(function);
    if (answer == Answer::kYes) return Work::kRewrite;
    if (answer == Answer::kUnknown) work = Work::kUnknown;
  }
  return work;
}

}  // namespace interlock::sql
