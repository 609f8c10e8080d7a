// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/cron.h"

#include <algorithm>
#include <vector>

#include "core/date.h"
#include "core/text.h"
#include "parsers/text/cron.h"

namespace interlock::governance {
namespace {

struct Macro {
  std::string_view name, meaning;
};
constexpr Macro kMacros[] = {
    {"@yearly", "0 0 1 1 *"},  {"@annually", "0 0 1 1 *"},
    {"@monthly", "0 0 1 * *"}, {"@weekly", "0 0 * * 0"},
    {"@daily", "0 0 * * *"},   {"@midnight", "0 0 * * *"},
    {"@hourly", "0 * * * *"},
};

// All minutes of a day on which the schedule comes due, ascending.
std::vector<int64_t> MinutesOf(const CronSchedule::Slots& minutes,
                               const CronSchedule::Slots& hours) {
  std::vector<int64_t> out;
  for (size_t hour = 0; hour < 24; ++hour) {
    for (size_t minute = 0; hours[hour] && minute < 60; ++minute) {
      if (minutes[minute])
        out.push_back(static_cast<int64_t>(hour * 60 + minute));
    }
  }
  return out;
}

// Of both restricted fields one is enough, as cron has it.
bool Runs(const CronSchedule& on, size_t month, size_t day, size_t weekday) {
  if (!on.months[month]) return false;
  if (on.any_day || on.any_weekday) {
    return on.days[day] && on.weekdays[weekday];
  }
  return on.days[day] || on.weekdays[weekday];
}

CronReading ReadSchedule(std::string_view text) {
  for (const Macro& macro : kMacros) {
    if (text == macro.name) text = macro.meaning;
  }
  return ReadCron(text);
}

}  // namespace

std::optional<int64_t> LongestGap(std::string_view text) {
  CronReading read = ReadSchedule(Trim(text));
  if (!read.ok()) return std::nullopt;
  const CronSchedule& schedule = read.schedule;
  std::vector<int64_t> minutes = MinutesOf(schedule.minutes, schedule.hours);
  int64_t longest = 0, last = -1;
  for (size_t i = 1; i < minutes.size(); ++i) {
    longest = std::max(longest, minutes[i] - minutes[i - 1]);
  }
  // Eight years hold every order of leap days and weekdays that matters.
  constexpr int kYears = 8, kFirstYear = 2023;
  int64_t day_number = 0;
  size_t weekday = 0;  // 2023-01-01 was a Sunday
  for (int year = kFirstYear; year < kFirstYear + kYears; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; Date::FromCivil(year, month, day); ++day) {
        bool runs = Runs(schedule, static_cast<size_t>(month),
                         static_cast<size_t>(day), weekday);
        weekday = (weekday + 1) % 7;
        int64_t begin = day_number++ * 1440;
        if (!runs) continue;
        if (last >= 0) longest = std::max(longest, begin + minutes[0] - last);
        last = begin + minutes.back();
      }
    }
  }
  if (last < 0 || longest == 0) return std::nullopt;
  return longest;
}

}  // namespace interlock::governance
