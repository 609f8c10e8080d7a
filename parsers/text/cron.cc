// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/cron.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "core/text.h"

namespace interlock {
namespace {

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};
constexpr std::string_view kDays[] = {"sun", "mon", "tue", "wed",
                                      "thu", "fri", "sat"};

struct FieldInfo {
  std::string_view title;
  int least;
  int most;
  std::span<const std::string_view> names;
};
constexpr std::array<FieldInfo, 5> kFields = {
    {{"minute", 0, 59, {}},
     {"hour", 0, 23, {}},
     {"day of the month", 1, 31, {}},
     {"month", 1, 12, kMonths},
     {"day of the week", 0, 6, kDays}}};

using Slots = CronSchedule::Slots;

std::optional<int> NumberIn(std::string_view text, const FieldInfo& field) {
  for (size_t i = 0; i < field.names.size(); ++i) {
    if (EqualsIgnoringCase(field.names[i], text)) {
      return static_cast<int>(i) + field.least;
    }
  }
  if (text.empty() || text.size() > 3) return std::nullopt;
  int number = 0;
  for (char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// One part of a field's list: "*", "5", "1-5", each with "/2" or not.
class Part {
 public:
  Part(std::string_view text, const FieldInfo& field)
      : text_(text), field_(field) {}

  std::string Read(Slots& slots) {
    size_t slash = text_.find('/');
    std::string_view range = text_.substr(0, slash);
    int step = 1;
    if (slash != std::string_view::npos) {
      auto number = NumberIn(text_.substr(slash + 1), {});
      if (!number || *number < 1) return Bad("the step must be 1 or more");
      step = *number;
    }
    int from = field_.least;
    int to = field_.most;
    if (range != "*") {
      size_t dash = range.find('-');
      auto first = NumberIn(range.substr(0, dash), field_);
      if (!first) return Bad(Expected());
      from = *first;
      to = slash == std::string_view::npos ? from : field_.most;
      if (dash != std::string_view::npos) {
        auto last = NumberIn(range.substr(dash + 1), field_);
        if (!last) return Bad(Expected());
        to = *last;
      }
    }
    // Both ends of a week are called Sunday.
    int most = field_.most == 6 ? 7 : field_.most;
    if (from < field_.least || to > most || from > most) return Bad(Expected());
    if (from > to) return Bad("it ends before it begins");
    for (int i = from; i <= to; i += step) {
      slots.set(static_cast<size_t>(field_.most == 6 ? i % 7 : i));
    }
    return {};
  }

 private:
  std::string Expected() const {
    return fmt::format("it goes from {} to {}", field_.least, field_.most);
  }
  std::string Bad(std::string_view why) const {
    return fmt::format("'{}' is no {}: {}", Printable(text_), field_.title,
                       why);
  }
  std::string_view text_;
  const FieldInfo& field_;
};

std::string ReadField(std::string_view text, const FieldInfo& field,
                      Slots& slots) {
  for (std::string_view part : Split(text, ',')) {
    std::string error = Part(part, field).Read(slots);
    if (!error.empty()) return error;
  }
  return {};
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::string_view word : Split(text, ' ')) {
    if (!Trim(word).empty()) words.push_back(Trim(word));
  }
  return words;
}

}  // namespace

CronReading ReadCron(std::string_view text) {
  CronReading out;
  auto words = Words(Trim(text));
  if (words.size() != kFields.size()) {
    out.error = fmt::format("it has {} fields, not 5", words.size());
    return out;
  }
  CronSchedule& to = out.schedule;
  Slots* slots[] = {&to.minutes, &to.hours, &to.days, &to.months, &to.weekdays};
  for (size_t i = 0; i < words.size(); ++i) {
    out.error = ReadField(words[i], kFields[i], *slots[i]);
    if (!out.ok()) return out;
  }
  to.any_day = words[2].starts_with('*');
  to.any_weekday = words[4].starts_with('*');
  return out;
}

}  // namespace interlock
