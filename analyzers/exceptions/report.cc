// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/report.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/line_index.h"

namespace interlock::exceptions {
namespace {

State StateOf(const Exception& entry, std::optional<int> left, int soon) {
  if (!entry.active) return State::kOff;
  if (entry.expiry.unreadable()) return State::kUnreadable;
  if (!left) return State::kNoEnd;
  if (*left < 0) return State::kExpired;
  return *left <= soon ? State::kEnding : State::kHolds;
}

// Unreadable ends stand with the expired ones: somebody must look at both.
std::tuple<int, int> OrderOf(const Row& row) {
  int most = std::numeric_limits<int>::max();
  switch (row.state) {
    case State::kUnreadable:
      return {0, 0};
    case State::kOff:
      return {2, 0};
    case State::kNoEnd:
      return {1, most};
    default:
      return {*row.days_left < 0 ? 0 : 1, *row.days_left};
  }
}

}  // namespace

std::string_view NameOf(State state) {
  constexpr std::string_view kNames[] = {"expired", "unreadable", "ending",
                                         "holds",   "no end",     "off"};
  return kNames[static_cast<size_t>(state)];
}

std::vector<Row> ListAll(const ExceptionSet& set, Date today, int soon_days) {
  std::vector<Row> rows;
  for (const ExceptionFile& file : set.files) {
    LineIndex lines(file.source->text());
    for (const Exception& entry : file.entries) {
      std::optional<int> left;
      if (entry.expiry.last_day) {
        left = entry.expiry.last_day->DaysSince(today);
      }
      uint32_t line = lines.Locate(entry.place.begin, ColumnUnit::kUtf8).line;
      rows.push_back(
          {&file, &entry, StateOf(entry, left, soon_days), left, line});
    }
  }
  std::ranges::stable_sort(rows, {}, OrderOf);
  return rows;
}

}  // namespace interlock::exceptions
