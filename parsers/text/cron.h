// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <string>
#include <string_view>

namespace interlock {

// A schedule in the five fields of cron: minute, hour, day of the month, month,
// day of the week. Each set holds the numbers that its field allows.
struct CronSchedule {
  using Slots = std::bitset<64>;

  Slots minutes;
  Slots hours;
  Slots days;                // from 1
  Slots months;              // from 1
  Slots weekdays;            // from Sunday, 0; 7 is Sunday as well
  bool any_day = false;      // written "*", with or without a step
  bool any_weekday = false;  // likewise
};

struct CronReading {
  CronSchedule schedule;
  std::string error;  // what is wrong, empty when nothing is

  bool ok() const { return error.empty(); }
};

// Names such as "@daily" are not among the five fields: the caller knows
// whether its tool takes them.
CronReading ReadCron(std::string_view text);

}  // namespace interlock
