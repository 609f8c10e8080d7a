// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "analyzers/project/project.h"
#include "analyzers/protection/past.h"

namespace interlock {

// The checks before this change, when a revision to compare with is known and
// some workflow is not as it was; else null. Asks for the facts of today.
std::unique_ptr<protection::Past> PastOf(const Project& project);

}  // namespace interlock
