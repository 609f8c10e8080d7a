// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analyzers/protection/protection.h"
#include "core/finding.h"

namespace interlock::protection {

// The edits that put other names where a context is written, in the style of
// the file. Several names need a list, where entries can be repeated, and not
// Terraform's blocks; names that the protection asks for already are left out.
// Nothing when it cannot be done, or when nothing would be left.
std::optional<std::vector<Edit>> Rename(const RequiredContext& context,
                                        const std::vector<std::string>& names,
                                        const Protection& protection);

}  // namespace interlock::protection
