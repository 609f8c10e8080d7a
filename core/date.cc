// SPDX-License-Identifier: Apache-2.0
#include "core/date.h"

#include <fmt/format.h>

#include "core/text.h"

namespace interlock {

namespace {

constexpr int64_t kDaysPerEra = 146097;  // 400 years
// From 0000-03-01, where the computational calendar starts, to 1970-01-01.
constexpr int64_t kEpochShift = 719468;

constexpr bool IsLeap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int DaysIn(int year, int month) {
  if (month == 2) return IsLeap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr int64_t FloorDivide(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Days before the month of a year that starts in March, so that the leap day
// is its last. The month is 0 for March.
constexpr int64_t DaysBefore(int64_t march_month) {
  return (153 * march_month + 2) / 5;
}

}  // namespace

std::optional<Date> Date::FromCivil(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > DaysIn(year, month)) return std::nullopt;
  int64_t march_year = month > 2 ? year : year - 1;
  int64_t era = FloorDivide(march_year, 400);
  int64_t year_of_era = march_year - era * 400;
  int64_t day_of_year = DaysBefore((month + 9) % 12) + day - 1;
  int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date(
      static_cast<int32_t>(era * kDaysPerEra + day_of_era - kEpochShift));
}

std::optional<Date> Date::Parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
      continue;
    }
    if (!IsDigit(text[i])) return std::nullopt;
    parts[part] = parts[part] * 10 + (text[i] - '0');
  }
  return FromCivil(parts[0], parts[1], parts[2]);
}

std::string Date::Text() const {
  int64_t shifted = int64_t{days_} + kEpochShift;
  int64_t era = FloorDivide(shifted, kDaysPerEra);
  int64_t day_of_era = shifted - era * kDaysPerEra;
  // 1460, 36524 and 146096 are the leap days' places in 4, 100, 400 years.
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                         day_of_era / 146096) /
                        365;
  int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t march_month = (5 * day_of_year + 2) / 153;
  int64_t day = day_of_year - DaysBefore(march_month) + 1;
  int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

}  // namespace interlock
