// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace interlock::cli {

// The change of one file in the form that `patch` and `git apply` read. An
// empty `before` makes it a new file.
std::string UnifiedDiff(std::string_view path, std::string_view before,
                        std::string_view after);

}  // namespace interlock::cli
