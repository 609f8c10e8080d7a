// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/date.h"
#include "core/finding.h"
#include "engine/config.h"
#include "engine/rule_set.h"

namespace interlock {

// Silences what the config's waivers cover today, and reports waivers that
// have expired, hold too long, or cover nothing.
void ApplyWaivers(const Config& config, Date today, RuleSet ran,
                  std::vector<Finding>& findings);

}  // namespace interlock
