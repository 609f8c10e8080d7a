// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "core/span.h"

namespace interlock::sql {

// Columns that a condition ties to constants, as written: of "id = 7 AND kind
// IN ('a', 'b') AND note IS NULL" those are id and kind. Each row it lets
// through has one of the constants there. Empty when an OR joins the parts.
std::vector<std::string_view> PinnedColumns(std::string_view text,
                                            Span condition);

}  // namespace interlock::sql
