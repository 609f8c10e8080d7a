// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/cron.h"

#include <algorithm>
#include <bitset>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/text.h"

namespace interlock::governance {
namespace {

using Set = std::bitset<64>;

struct Macro {
  std::string_view name, meaning;
};
constexpr Macro kMacros[] = {
    {"@yearly", "0 0 1 1 *"},  {"@annually", "0 0 1 1 *"},
    {"@monthly", "0 0 1 * *"}, {"@weekly", "0 0 * * 0"},
    {"@daily", "0 0 * * *"},   {"@midnight", "0 0 * * *"},
    {"@hourly", "0 * * * *"},
};

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};
constexpr std::string_view kDays[] = {"sun", "mon", "tue", "wed",
                                      "thu", "fri", "sat"};

struct Range {
  int least, most;
  std::span<const std::string_view> names;  // of least and those after it
};

int ReadNumber(std::string_view text, const Range& range) {
  for (size_t i = 0; i < range.names.size(); ++i) {
    if (AsciiLower(text) == range.names[i]) {
      return range.least + static_cast<int>(i);
    }
  }
  if (text.empty() || text.size() > 2) return -1;
  int number = 0;
  for (char c : text) {
    if (!IsDigit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number >= range.least && number <= range.most ? number : -1;
}

// One part of a field: "*", "*/5", "3", "1-5", "1-20/4".
bool ReadPart(std::string_view part, const Range& range, Set& out) {
  int step = 1;
  size_t slash = part.find('/');
  if (slash != std::string_view::npos) {
    Range any{1, 60, {}};
    step = ReadNumber(part.substr(slash + 1), any);
    if (step < 1) return false;
    part = part.substr(0, slash);
  }
  int first = range.least, last = range.most;
  size_t dash = part.find('-');
  if (part != "*") {
    first = ReadNumber(part.substr(0, dash), range);
    last = dash != std::string_view::npos
               ? ReadNumber(part.substr(dash + 1), range)
           : slash != std::string_view::npos ? range.most
                                             : first;
  }
  if (first < 0 || last < first) return false;
  for (int i = first; i <= last; i += step) out.set(static_cast<size_t>(i));
  return true;
}

bool ReadField(std::string_view field, const Range& range, Set& out) {
  for (std::string_view part : Split(field, ',')) {
    if (!ReadPart(part, range, out)) return false;
  }
  return out.any();
}

// All minutes of a day on which the schedule comes due, ascending.
std::vector<int64_t> MinutesOf(const Set& minutes, const Set& hours) {
  std::vector<int64_t> out;
  for (size_t hour = 0; hour < 24; ++hour) {
    for (size_t minute = 0; hours[hour] && minute < 60; ++minute) {
      if (minutes[minute])
        out.push_back(static_cast<int64_t>(hour * 60 + minute));
    }
  }
  return out;
}

struct Schedule {
  Set minutes, hours, days, months, weekdays;
  bool any_day = false, any_weekday = false;  // written "*"

  // Of both restricted fields one is enough, as cron has it.
  bool Runs(size_t month, size_t day, size_t weekday) const {
    if (!months[month]) return false;
    if (any_day || any_weekday) return days[day] && weekdays[weekday];
    return days[day] || weekdays[weekday];
  }
};

std::optional<Schedule> ReadSchedule(std::string_view text) {
  for (const Macro& macro : kMacros) {
    if (text == macro.name) text = macro.meaning;
  }
  std::vector<std::string_view> fields;
  for (std::string_view field : Split(text, ' ')) {
    if (!field.empty()) fields.push_back(field);
  }
  if (fields.size() != 5) return std::nullopt;
  Schedule out;
  bool read = ReadField(fields[0], {0, 59, {}}, out.minutes) &&
              ReadField(fields[1], {0, 23, {}}, out.hours) &&
              ReadField(fields[2], {1, 31, {}}, out.days) &&
              ReadField(fields[3], {1, 12, kMonths}, out.months) &&
              ReadField(fields[4], {0, 7, kDays}, out.weekdays);
  if (!read) return std::nullopt;
  if (out.weekdays[7]) out.weekdays.set(0);
  out.any_day = fields[2].starts_with('*');
  out.any_weekday = fields[4].starts_with('*');
  return out;
}

}  // namespace

std::optional<int64_t> LongestGap(std::string_view text) {
  std::optional<Schedule> schedule = ReadSchedule(Trim(text));
  if (!schedule) return std::nullopt;
  std::vector<int64_t> minutes = MinutesOf(schedule->minutes, schedule->hours);
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
        bool runs = schedule->Runs(static_cast<size_t>(month),
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
