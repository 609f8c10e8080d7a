// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "analyzers/exceptions/exceptions.h"

namespace interlock::exceptions {

enum class State : uint8_t {
  kExpired,
  kUnreadable,  // it has an end that nobody can read
  kEnding,      // within the days asked about
  kHolds,
  kNoEnd,
  kOff,  // switched off in its file
};
std::string_view NameOf(State state);  // "expired"

// One line of the report on all exceptions of a repository.
struct Row {
  const ExceptionFile* file;
  const Exception* entry;
  State state;
  std::optional<int> days_left;  // negative: the days since its last one
  uint32_t line;
};

// All entries: those that ended longest ago first, those without an end last.
std::vector<Row> ListAll(const ExceptionSet& set, Date today, int soon_days);

}  // namespace interlock::exceptions
