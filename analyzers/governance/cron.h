// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace interlock::governance {

// The longest time between two runs of a schedule in the syntax of cron, in
// minutes: 30 for "*/30 * * * *", 1440 for "0 3 * * *". Nothing when it cannot
// be read, or never comes due.
std::optional<int64_t> LongestGap(std::string_view schedule);

}  // namespace interlock::governance
