// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// A .env file as one mapping: NAME=value, `export NAME=value`, quotes,
// comments. A quoted value may span lines; escapes count in double quotes
// only, and nothing is expanded. A line that is none of these is a syntax
// error, and reading goes on after it.
Document ParseEnv(const Source& source);

}  // namespace interlock
