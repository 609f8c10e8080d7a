// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/refusal.h"

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql {
namespace {

struct CauseInfo {
  std::string_view name;
  RefusalClass of;
};
constexpr CauseInfo kCauses[] = {
#define INTERLOCK_REFUSAL(name, family) {#name, RefusalClass::family},
#include "analyzers/sql/refusals.def"
#undef INTERLOCK_REFUSAL
};

constexpr std::string_view kClasses[] = {
    "missing object",     "duplicate object",   "dependent objects",
    "wrong kind",         "in transaction",     "not supported",
    "data would violate", "invalid definition",
};

using Check = refusal::Verdict (*)(const refusal::Case&);
constexpr Check kChecks[] = {
    refusal::CheckTransaction, refusal::CheckObjects,
    refusal::CheckTarget,      refusal::CheckNames,
    refusal::CheckColumns,     refusal::CheckQuery,
    refusal::CheckRows,        refusal::CheckPartitions,
    refusal::CheckInheritance, refusal::CheckIndexes,
    refusal::CheckDefinition,  refusal::CheckWritten,
    refusal::CheckTypes,       refusal::CheckEnums,
    refusal::CheckRoutines,    refusal::CheckMentions,
    refusal::CheckDependents,  refusal::CheckData,
    refusal::CheckOptions,
};

// Ops that are refused by nothing but their parts, or that say nothing of
// names at all.
bool IsAlwaysAccepted(OpKind kind) {
  switch (kind) {
    case OpKind::kTransaction:
    case OpKind::kSetVariable:
    case OpKind::kDoBlock:
    case OpKind::kUnknown:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view NameOf(Cause cause) {
  return kCauses[static_cast<size_t>(cause)].name;
}

std::string_view NameOf(RefusalClass of) {
  return kClasses[static_cast<size_t>(of)];
}

RefusalClass ClassOf(Cause cause) {
  return kCauses[static_cast<size_t>(cause)].of;
}

std::optional<Refusal> RefusalOf(std::span<const Op* const> statement,
                                 const Situation& at) {
  if (statement.empty() || statement[0]->kind == OpKind::kDoBlock) return {};
  std::optional<Refusal> first, likely;
  for (size_t i = 0; i < statement.size(); ++i) {
    if (IsAlwaysAccepted(statement[i]->kind)) continue;
    refusal::Case one(at, statement, i);
    for (Check check : kChecks) {
      refusal::Verdict verdict = check(one);
      if (!verdict) continue;
      if (verdict->certainty != Certainty::kProven) {
        if (!likely) likely = std::move(verdict);
        continue;
      }
      if (statement.size() == 1) return verdict;
      bool earlier =
          !first || refusal::PassOf(*verdict) < refusal::PassOf(*first);
      if (earlier) first = std::move(verdict);
      break;
    }
  }
  return first ? first : likely;
}

}  // namespace interlock::sql
