// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "rules/rule.h"

namespace interlock::syntax {
#define INTERLOCK_RULE(symbol) extern const Rule symbol;
#include "rules/syntax/rules.def"
#undef INTERLOCK_RULE
}  // namespace interlock::syntax
