// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "parsers/sql/lower.h"

namespace interlock::sql {

// The name that the server gives to an output without AS, or "" for
// "?column?". Ends in a NUL byte.
std::string_view OutputName(const ::Node* value);
// Of a cast at the top, or empty.
TypeName OutputType(Lowering& low, const ::Node* value);
bool IsNullOutput(const ::Node* value);

}  // namespace interlock::sql
