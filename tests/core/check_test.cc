// SPDX-License-Identifier: Apache-2.0
#include "core/check.h"

#include <gtest/gtest.h>

#include <string>

namespace interlock {
namespace {

TEST(CheckDeathTest, NamesConditionPlaceAndWork) {
  EXPECT_EXIT(
      {
        SetCurrentWork("index-not-concurrent", "db/001.sql");
        INTERLOCK_CHECK(1 + 1 == 3);
      },
      testing::ExitedWithCode(70),
      "interlock: internal error: 1 \\+ 1 == 3 \\(.*check_test.cc:[0-9]+\\) "
      "while index-not-concurrent on db/001.sql\n");
}

TEST(CheckDeathTest, NamesNoWorkWhenThereIsNone) {
  EXPECT_EXIT(CheckFailed("x", "y.cc", 7), testing::ExitedWithCode(70),
              "^interlock: internal error: x \\(y.cc:7\\)\n$");
}

TEST(CheckDeathTest, CutsWhatIsTooLong) {
  std::string where(100000, 'p');
  EXPECT_EXIT(
      {
        SetCurrentWork("rule", where.c_str());
        CheckFailed("x", "y.cc", 7);
      },
      testing::ExitedWithCode(70), "while rule on ppp+\n$");
}

TEST(Check, PassesInSilence) { INTERLOCK_CHECK(2 > 1); }

}  // namespace
}  // namespace interlock
