// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/finding.h"

namespace interlock {

// Gives every finding of a sorted list its fingerprint: rule, path, the
// anchor (or the text of its first line, white space squeezed), and a count
// among equals. It survives edits elsewhere in the file.
void SetFingerprints(std::vector<Finding>& findings);

}  // namespace interlock
