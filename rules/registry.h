// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

#include "rules/rule.h"

namespace interlock {

// Every rule of every pack, sorted by id. Built from the packs' rules.def at
// compile time: nothing relies on static initialisation.
std::span<const Rule* const> AllRules();
const Rule* FindRule(std::string_view id);

}  // namespace interlock
