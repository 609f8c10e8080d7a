// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// TOML 1.0 through toml++. Dates stay text, as written.
Document ParseToml(const Source& source);

}  // namespace interlock
