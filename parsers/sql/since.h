// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "core/span.h"

namespace interlock::sql {

// Syntax that servers older than `version` refuse. Only what came after
// PostgreSQL 11 is noted.
struct Since {
  uint8_t version = 0;
  uint32_t statement = 0;  // index into SqlFile::statements
  Span span;
  std::string_view feature;  // "NULLS NOT DISTINCT"
};

}  // namespace interlock::sql
