// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/governance/governance.h"

namespace interlock::governance {

// The keys of a Secret that name something secret and have a literal value.
// References and placeholders are none. Values themselves never leave here.
std::vector<const Node*> LiteralSecrets(const Manifest& secret);

}  // namespace interlock::governance
