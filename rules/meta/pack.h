// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "rules/rule.h"

namespace interlock::meta {
#define INTERLOCK_RULE(symbol) extern const Rule symbol;
#include "rules/meta/rules.def"
#undef INTERLOCK_RULE
}  // namespace interlock::meta
