// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// kStrict is RFC 8259. kWithComments also takes // and /* */ comments and
// trailing commas, as tsconfig, audit-ci.jsonc and renovate files do.
enum class JsonDialect : uint8_t { kStrict, kWithComments };

Document ParseJson(const Source& source, JsonDialect dialect);

}  // namespace interlock
