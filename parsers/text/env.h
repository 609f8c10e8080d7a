// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// A .env file as one mapping: NAME=value, `export NAME=value`, quotes,
// comments. A line that is none of these is a syntax error.
Document ParseEnv(const Source& source);

}  // namespace interlock
