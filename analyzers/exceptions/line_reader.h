// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/exceptions/exceptions.h"

namespace interlock::exceptions {

// .trivyignore and .nancy-ignore: one id per line, `exp:YYYY-MM-DD` or
// `until=YYYY-MM-DD` after it, # comments.
void ReadLines(const Source& source, ExceptionFile& out);

}  // namespace interlock::exceptions
