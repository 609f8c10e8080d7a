// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/expiry.h"

#include <gtest/gtest.h>

namespace interlock::exceptions {
namespace {

std::string Last(std::string_view text, DayRule rule) {
  auto day = LastDay(text, rule);
  return day ? day->Text() : "none";
}

TEST(LastDay, CountsTheWrittenDayOnlyWhenInclusive) {
  EXPECT_EQ(Last("2025-10-01", DayRule::kInclusive), "2025-10-01");
  EXPECT_EQ(Last("2025-10-01", DayRule::kExclusive), "2025-09-30");
  EXPECT_EQ(Last("2024-03-01", DayRule::kExclusive), "2024-02-29");
}

TEST(LastDay, ReadsTimesAndOffsets) {
  constexpr auto kRule = DayRule::kExclusive;
  EXPECT_EQ(Last("2025-10-01T00:00:00Z", kRule), "2025-09-30");
  EXPECT_EQ(Last("2025-10-01T00:00:01Z", kRule), "2025-10-01");
  EXPECT_EQ(Last("2025-10-01 12:30", kRule), "2025-10-01");
  EXPECT_EQ(Last("2025-10-01T00:30:00+02:00", kRule), "2025-09-30");
  EXPECT_EQ(Last("2025-10-01T23:30:00-02:00", kRule), "2025-10-02");
  EXPECT_EQ(Last("2025-10-01T12:00:00.123456Z", kRule), "2025-10-01");
  EXPECT_EQ(Last("2025-10-01T24:00:00Z", kRule), "2025-10-01");
}

TEST(LastDay, RefusesEverythingElse) {
  for (std::string_view text :
       {"", "soon", "2025-10", "2025-13-01", "2025-02-29", "01.10.2025",
        "2025-10-01x", "2025-10-01T", "2025-10-01T99:00", "2025-10-01T10:61",
        "2025-10-01T10:00+99:00", "2025-10-01T10:00:00Zz", "20251001",
        "2025-10-01T10:00+02:0", "\xFF\xFE\x00", "9999999999999999"}) {
    EXPECT_EQ(Last(text, DayRule::kInclusive), "none") << text;
    EXPECT_EQ(Last(text, DayRule::kExclusive), "none") << text;
  }
}

TEST(RepairedDate, FillsInWhatIsPlain) {
  EXPECT_EQ(RepairedDate("2025-9-1"), "2025-09-01");
  EXPECT_EQ(RepairedDate("2025/09/01"), "2025-09-01");
  EXPECT_EQ(RepairedDate("2025.9.01"), "2025-09-01");
}

TEST(RepairedDate, NeverGuesses) {
  for (std::string_view text :
       {"", "01/09/2025", "2025-9", "2025-9-", "2025-9-31", "2025-9/1",
        "25-9-1", "2025-9-1 or later", "20250901", "2025-9-100"}) {
    EXPECT_EQ(RepairedDate(text), "") << text;
  }
}

}  // namespace
}  // namespace interlock::exceptions
