// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "analyzers/exceptions/exceptions.h"
#include "core/finding.h"
#include "core/result.h"

namespace interlock::exceptions {

// The edits that give an entry a later end and say why. Nothing else of the
// file changes, comments included. An entry without an end, or without a place
// for the reason, is refused: both are decisions for a person.
Result<std::vector<Edit>> Extend(const ExceptionFile& file,
                                 const Exception& entry, Date until,
                                 std::string_view reason);

}  // namespace interlock::exceptions
