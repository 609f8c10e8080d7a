// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <span>
#include <string_view>

#include "core/rule_info.h"

namespace interlock {

// The rules that a run runs, sorted by id.
using RuleSet = std::span<const RuleInfo* const>;

inline bool Holds(RuleSet rules, std::string_view id) {
  auto at = std::ranges::lower_bound(
      rules, id, {}, [](const RuleInfo* rule) { return rule->id; });
  return at != rules.end() && (*at)->id == id;
}

}  // namespace interlock
