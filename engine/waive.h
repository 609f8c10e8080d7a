// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "core/date.h"
#include "core/finding.h"
#include "engine/config.h"

namespace interlock {

// Silences what the config's waivers cover today, and reports waivers that
// have expired, hold too long, or cover nothing.
void ApplyWaivers(const Config& config, Date today,
                  std::span<const RuleInfo* const> ran,
                  std::vector<Finding>& findings);

}  // namespace interlock
