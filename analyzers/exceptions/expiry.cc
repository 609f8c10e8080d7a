// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/expiry.h"

#include <cstdint>

#include "core/text.h"

namespace interlock::exceptions {
namespace {

constexpr int64_t kDaySeconds = 86400;

// Takes two digits off the front; -1 when there are none.
int TakeTwoDigits(std::string_view& text) {
  if (text.size() < 2 || !IsDigit(text[0]) || !IsDigit(text[1])) return -1;
  int number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return number;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// "Z", "+02:00", "-0530" or nothing: seconds east of UTC.
std::optional<int64_t> ReadOffset(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  bool west = text.front() == '-';
  if (!west && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  int hours = TakeTwoDigits(text);
  if (hours < 0 || hours > 23) return std::nullopt;
  Take(text, ':');
  int minutes = text.empty() ? 0 : TakeTwoDigits(text);
  if (minutes < 0 || minutes > 59 || !text.empty()) return std::nullopt;
  int64_t seconds = hours * 3600 + minutes * 60;
  return west ? -seconds : seconds;
}

// "12:30", "12:30:59", "12:30:59.123" with an offset: seconds since midnight
// UTC of the written date, which may lie before or after that day.
std::optional<int64_t> ReadTime(std::string_view text) {
  int hours = TakeTwoDigits(text);
  if (hours < 0 || hours > 24 || !Take(text, ':')) return std::nullopt;
  int minutes = TakeTwoDigits(text);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  int seconds = 0;
  if (Take(text, ':')) {
    seconds = TakeTwoDigits(text);
    if (seconds < 0 || seconds > 60) return std::nullopt;
    if (Take(text, '.')) {
      while (!text.empty() && IsDigit(text.front())) text.remove_prefix(1);
    }
  }
  std::optional<int64_t> offset = ReadOffset(Trim(text));
  if (!offset) return std::nullopt;
  return hours * 3600 + minutes * 60 + seconds - *offset;
}

// Takes 1 to `most` digits off the front.
std::string_view TakeDigits(std::string_view& text, size_t most) {
  size_t count = 0;
  while (count < text.size() && count < most && IsDigit(text[count])) ++count;
  std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

}  // namespace

std::optional<Date> LastDay(std::string_view text, DayRule rule) {
  if (text.size() < 10) return std::nullopt;
  std::optional<Date> day = Date::Parse(text.substr(0, 10));
  if (!day) return std::nullopt;
  int64_t seconds = 0;
  if (text.size() > 10) {
    char separator = text[10];
    // XML writes a day with its zone: "2025-10-01Z", "2025-10-01+02:00".
    bool zone = separator == 'Z' || separator == '+' || separator == '-';
    if (!zone && separator != 'T' && separator != 't' && separator != ' ') {
      return std::nullopt;
    }
    std::optional<int64_t> time =
        zone ? ReadOffset(text.substr(10)) : ReadTime(text.substr(11));
    if (!time) return std::nullopt;
    seconds = zone ? -*time : *time;
  }
  if (rule == DayRule::kInclusive) return day;
  // The entry holds before that moment, so on the day of the second before.
  int64_t last = seconds - 1;
  int64_t shift =
      last >= 0 ? last / kDaySeconds : -1 - (-last - 1) / kDaySeconds;
  return Date(day->days() + static_cast<int32_t>(shift));
}

std::string RepairedDate(std::string_view text) {
  std::string_view rest = Trim(text);
  std::string_view year = TakeDigits(rest, 4);
  if (year.size() != 4 || rest.empty()) return "";
  char separator = rest.front();
  if (separator != '-' && separator != '/' && separator != '.') return "";
  rest.remove_prefix(1);
  std::string_view month = TakeDigits(rest, 2);
  if (month.empty() || !Take(rest, separator)) return "";
  std::string_view day = TakeDigits(rest, 2);
  if (day.empty() || !rest.empty()) return "";
  std::string repaired(year);
  for (std::string_view part : {month, day}) {
    repaired += part.size() == 1 ? "-0" : "-";
    repaired += part;
  }
  return Date::Parse(repaired) ? repaired : "";
}

}  // namespace interlock::exceptions
