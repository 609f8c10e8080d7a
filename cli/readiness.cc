// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

namespace interlock::cli {

int RunReadiness(const Arguments&, World&) { return kClean; }

}  // namespace interlock::cli
