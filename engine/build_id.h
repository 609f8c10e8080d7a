// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace interlock {

// Tells this very binary from any other: its linker's build id, or the size
// and time of its file. Caches made by another are not read.
std::string BuildId();

}  // namespace interlock
