// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/result.h"

namespace interlock {

// Runs a program found on PATH with exactly these arguments, feeds it `input`
// and returns what it printed. A program that is missing, fails or is killed
// gives an Error with its first line of complaint. Never a shell.
Result<std::string> RunProcess(const std::vector<std::string>& command,
                               const std::string& input);

}  // namespace interlock
