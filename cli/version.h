// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace interlock::cli {

inline constexpr std::string_view kVersion = INTERLOCK_VERSION;

}  // namespace interlock::cli
