// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace interlock::sql {

// Whether the server takes the word, in lower case, for no table or column
// unless it is quoted.
bool IsReserved(std::string_view word);

}  // namespace interlock::sql
