// SPDX-License-Identifier: Apache-2.0
// Objects that others need, so that they cannot go without CASCADE.
#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {

Verdict CheckDependents(const Case& c) {
  const auto* drop = As<DropIndex>(c.op());
  if (drop == nullptr || !drop->concurrently) return {};
  if (drop->indexes.size() > 1) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", {},
                    "only one index can be dropped concurrently at a time");
  }
  if (!drop->cascade) return {};
  return c.Refuse(Cause::kInvalidDefinition, "0A000", {},
                  "an index cannot be dropped concurrently with CASCADE");
}

}  // namespace interlock::sql::refusal
