// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "analyzers/exceptions/exceptions.h"
#include "core/date.h"

namespace interlock::exceptions {

// The last day on which an entry with this end still holds: "2025-10-01", or
// a date and time as RFC 3339 writes them, with or without an offset (UTC
// without), or a date with an offset as XML has it. With kExclusive a date ends
// the entry as the day begins. Nothing when the text is no date.
std::optional<Date> LastDay(std::string_view text, DayRule rule);

// The same date in the form that every tool reads, when the text leaves no
// doubt which is meant: "2025-9-1", "2025/09/01". Else empty.
std::string RepairedDate(std::string_view text);

}  // namespace interlock::exceptions
