// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interlock {

// A civil date in UTC, as days since 1970-01-01.
class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(int32_t days) : days_(days) {}
  static std::optional<Date> FromCivil(int year, int month, int day);
  // "2025-10-01", and nothing before or after it.
  static std::optional<Date> Parse(std::string_view text);

  constexpr int32_t days() const { return days_; }
  std::string Text() const;  // "2025-10-01"
  constexpr int32_t DaysSince(Date other) const { return days_ - other.days_; }
  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  int32_t days_ = 0;
};

}  // namespace interlock
