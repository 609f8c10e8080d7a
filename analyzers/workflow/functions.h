// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "analyzers/workflow/value.h"

namespace interlock::workflow {

// The built-in functions, by lower-case name: contains, startsWith, endsWith,
// format, join, fromJSON, toJSON and the status functions. Others, such as
// hashFiles, are unknown before the run.
Value CallFunction(std::string_view name, const std::vector<Value>& arguments);

bool IsStatusFunction(std::string_view name);

// The value of a JSON text, or unknown when it is no JSON.
Value FromJson(std::string_view text);

}  // namespace interlock::workflow
