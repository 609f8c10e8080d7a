// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/cron.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/workflow/find_problems.h"
#include "core/text.h"

namespace interlock::workflow {

std::string CronError(std::string_view cron) {
  std::string_view text = Trim(cron);
  if (text.starts_with("@")) {
    return fmt::format("'{}' is not understood by GitHub", Printable(text));
  }
  return ReadCron(text).error;
}

int CronInterval(std::string_view cron) {
  CronReading read = ReadCron(cron);
  if (!read.ok()) return 0;
  constexpr int kDay = 24 * 60;
  int first = -1;
  int last = -1;
  int least = kDay;
  for (int at = 0; at < kDay; ++at) {
    if (!read.schedule.hours.test(static_cast<size_t>(at / 60)) ||
        !read.schedule.minutes.test(static_cast<size_t>(at % 60))) {
      continue;
    }
    if (first < 0) first = at;
    if (last >= 0) least = std::min(least, at - last);
    last = at;
  }
  return std::min(least, first + kDay - last);
}

}  // namespace interlock::workflow
