// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "parsers/sql/op.h"

namespace interlock::sql {

// The server's passes over the actions of one ALTER TABLE, in their order;
// within one they run as written.
enum class Pass : uint8_t {
  kBefore,  // what is looked at before anything is done; no action of its own
  kDrop,
  kType,
  kAddColumn,
  kExpression,
  kColumn,
  kUseIndex,
  kAddIndex,
  kAddOther,
  kOther,
  kNone,  // not an action of ALTER TABLE
};
Pass PassOf(const Op& op);

// The server does not run the actions of one ALTER TABLE as they are written:
// drops come first, then changes of types, new columns, constraints. Puts the
// ops of such a statement into that order, and leaves all others alone.
void OrderActions(std::span<const Op*> ops);

}  // namespace interlock::sql
