// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "rules/rule.h"

namespace interlock::config {
#define INTERLOCK_RULE(symbol) extern const Rule symbol;
#include "rules/config/rules.def"
#undef INTERLOCK_RULE
}  // namespace interlock::config
