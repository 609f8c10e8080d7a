// SPDX-License-Identifier: Apache-2.0
#include "rules/registry.h"

#include <algorithm>
#include <array>

#include "rules/config/pack.h"
#include "rules/exceptions/pack.h"
#include "rules/governance/pack.h"
#include "rules/meta/pack.h"
#include "rules/protection/pack.h"
#include "rules/sql/pack.h"
#include "rules/syntax/pack.h"
#include "rules/workflow/pack.h"

namespace interlock::sql {
#define INTERLOCK_RULE(symbol) extern const Rule symbol;
#include "rules/sql/rules.def"
#undef INTERLOCK_RULE
}  // namespace interlock::sql

namespace interlock {
namespace {

constexpr auto kRules = std::to_array<const Rule*>({
#define INTERLOCK_RULE(symbol) &config::symbol,
#include "rules/config/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &exceptions::symbol,
#include "rules/exceptions/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &governance::symbol,
#include "rules/governance/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &meta::symbol,
#include "rules/meta/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &protection::symbol,
#include "rules/protection/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &sql::symbol,
#include "rules/sql/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &syntax::symbol,
#include "rules/syntax/rules.def"
#undef INTERLOCK_RULE
#define INTERLOCK_RULE(symbol) &workflow::symbol,
#include "rules/workflow/rules.def"
#undef INTERLOCK_RULE
});

}  // namespace

std::span<const Rule* const> AllRules() {
  static const auto sorted = [] {
    auto rules = kRules;
    std::ranges::sort(rules, {}, [](const Rule* r) { return r->info->id; });
    return rules;
  }();
  return sorted;
}

const Rule* FindRule(std::string_view id) {
  auto rules = AllRules();
  auto at = std::ranges::lower_bound(rules, id, {},
                                     [](const Rule* r) { return r->info->id; });
  return at != rules.end() && (*at)->info->id == id ? *at : nullptr;
}

}  // namespace interlock
