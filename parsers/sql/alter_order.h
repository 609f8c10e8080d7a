// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "parsers/sql/op.h"

namespace interlock::sql {

// The server does not run the actions of one ALTER TABLE as they are written:
// drops come first, then changes of types, new columns, constraints. Puts the
// ops of such a statement into that order, and leaves all others alone.
void OrderActions(std::span<const Op*> ops);

}  // namespace interlock::sql
