// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace interlock::sql {

// Columns that each table has without saying so.
constexpr bool IsSystemColumn(std::string_view name) {
  return name == "ctid" || name == "xmin" || name == "xmax" || name == "cmin" ||
         name == "cmax" || name == "tableoid";
}

}  // namespace interlock::sql
