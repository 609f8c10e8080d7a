// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "analyzers/protection/protection.h"
#include "analyzers/workflow/targets.h"

namespace interlock::protection {

// Whether an environment's name says that customers are behind it.
inline bool IsProduction(std::string_view name) {
  return workflow::StageOf(name) == workflow::Stage::kProduction;
}

}  // namespace interlock::protection
