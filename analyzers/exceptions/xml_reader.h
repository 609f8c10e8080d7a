// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/exceptions/exceptions.h"

namespace interlock::exceptions {

// Suppressions of dependency-check: <suppress until="2026-01-01Z"> with what
// they match and what they hide. Each hidden id is an entry.
void ReadXml(const Source& source, ExceptionFile& out);

}  // namespace interlock::exceptions
