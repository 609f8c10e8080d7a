// SPDX-License-Identifier: Apache-2.0
#include "core/date.h"

#include <gtest/gtest.h>

#include "core/seams.h"

namespace interlock {
namespace {

int32_t Days(std::string_view text) {
  std::optional<Date> date = Date::Parse(text);
  return date ? date->days() : INT32_MIN;
}

TEST(Date, KnowsFixedDays) {
  EXPECT_EQ(Days("1970-01-01"), 0);
  EXPECT_EQ(Days("1969-12-31"), -1);
  EXPECT_EQ(Days("2000-02-29"), 11016);
  EXPECT_EQ(Days("2024-02-29"), 19782);
  EXPECT_EQ(Days("0001-01-01"), -719162);
  EXPECT_EQ(Days("9999-12-31"), 2932896);
}

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(Date::Parse("2024-02-29"));
  EXPECT_TRUE(Date::Parse("2000-02-29"));
  EXPECT_FALSE(Date::Parse("1900-02-29"));
  EXPECT_FALSE(Date::Parse("2023-02-29"));
  EXPECT_FALSE(Date::Parse("2024-02-30"));
}

TEST(Date, RefusesAllButTheOneForm) {
  for (std::string_view text :
       {"", "2025-1-01", "2025-10-1", " 2025-10-01", "2025-10-01 ",
        "2025/10/01", "2025-10-01T00:00:00Z", "+025-10-01", "-025-10-01",
        "2025-13-01", "2025-00-10", "2025-04-31", "2025-06-00", "0000-01-01",
        "2o25-10-01", "2025-10-0\xC3\xA9", "20251001", "10000-01-01",
        "\xEF\xBB\xBF"
        "2025-10-01"}) {
    EXPECT_FALSE(Date::Parse(text)) << text;
  }
  EXPECT_FALSE(Date::Parse(std::string_view("2025-10-0\0", 10)));
  EXPECT_FALSE(Date::FromCivil(0, 1, 1));
  EXPECT_FALSE(Date::FromCivil(10000, 1, 1));
  EXPECT_FALSE(Date::FromCivil(2025, -1, 1));
}

TEST(Date, EveryDayReadsBackAndFollowsTheOneBefore) {
  std::string previous;
  for (int32_t days = Days("0001-01-01"); days <= Days("9999-12-31"); ++days) {
    std::string text = Date(days).Text();
    ASSERT_EQ(Days(text), days) << text;
    ASSERT_LT(previous, text);
    previous = text;
  }
}

TEST(Date, Compares) {
  Date earlier = *Date::Parse("2025-09-30");
  Date later = *Date::Parse("2025-10-01");
  EXPECT_LT(earlier, later);
  EXPECT_EQ(later.DaysSince(earlier), 1);
}

TEST(SystemClock, IsAfterThisWasWrittenAndMoves) {
  EXPECT_GT(SystemClock().Today(), *Date::Parse("2025-01-01"));
  EXPECT_LT(SystemClock().Today(), *Date::Parse("2500-01-01"));
  uint64_t before = SystemClock().Milliseconds();
  EXPECT_GE(SystemClock().Milliseconds(), before);
}

}  // namespace
}  // namespace interlock
