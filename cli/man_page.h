// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace interlock::cli {

// interlock.1, made from the table of commands.
std::string ManPage();

}  // namespace interlock::cli
