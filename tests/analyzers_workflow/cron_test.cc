// SPDX-License-Identifier: Apache-2.0
// Schedules and filter patterns: what GitHub understands.
#include <gtest/gtest.h>

#include "analyzers/workflow/find_problems.h"

namespace interlock::workflow {
namespace {

TEST(Cron, TakesWhatGithubTakes) {
  for (std::string_view cron :
       {"0 0 * * *", "*/15 * * * *", "20/15 * * * *", "0 4,16 * * MON-FRI",
        "30 5 * jan-Mar sun", "5-10 1-3 1 1 0", "0 0 31 12 6", "  0 0 * * *  ",
        "0  0 * * *", "0 0 1-7/2 * 7"}) {
    EXPECT_EQ(CronError(cron), "") << cron;
  }
}

TEST(Cron, SaysWhatIsWrong) {
  EXPECT_EQ(CronError("0 0 * *"), "it has 4 fields, not 5");
  EXPECT_EQ(CronError("0 0 0 * * *"), "it has 6 fields, not 5");
  EXPECT_EQ(CronError("@daily"), "'@daily' is not understood by GitHub");
  EXPECT_EQ(CronError("60 0 * * *"), "'60' is no minute: it goes from 0 to 59");
  EXPECT_EQ(CronError("0 24 * * *"), "'24' is no hour: it goes from 0 to 23");
  EXPECT_EQ(CronError("0 0 0 * *"),
            "'0' is no day of the month: it goes from 1 to 31");
  EXPECT_EQ(CronError("0 0 * 13 *"), "'13' is no month: it goes from 1 to 12");
  EXPECT_EQ(CronError("0 0 * * 8"),
            "'8' is no day of the week: it goes from 0 to 6");
  EXPECT_EQ(CronError("0 5-3 * * *"),
            "'5-3' is no hour: it ends before it begins");
  EXPECT_EQ(CronError("*/0 * * * *"),
            "'*/0' is no minute: the step must be 1 or more");
  EXPECT_EQ(CronError("a * * * *"), "'a' is no minute: it goes from 0 to 59");
  EXPECT_EQ(CronError("1, * * * *"), "'' is no minute: it goes from 0 to 59");
  EXPECT_NE(CronError(""), "");
}

TEST(Cron, KnowsTheShortestTimeBetweenStarts) {
  EXPECT_EQ(CronInterval("* * * * *"), 1);
  EXPECT_EQ(CronInterval("*/5 * * * *"), 5);
  EXPECT_EQ(CronInterval("0,3 * * * *"), 3);
  EXPECT_EQ(CronInterval("59,0 * * * *"), 1);
  EXPECT_EQ(CronInterval("0 0 * * *"), 24 * 60);
  EXPECT_EQ(CronInterval("0 */6 * * *"), 360);
  EXPECT_EQ(CronInterval("59 23,0 * * *"), 60);
  EXPECT_EQ(CronInterval("bad"), 0);
}

TEST(GlobError, TakesPatterns) {
  for (std::string_view pattern :
       {"main", "releases/**", "!x", "v[0-9]+.*", "feature/**-x", "a?b", "\\*x",
        "*", "**", "release/1.x", "dependabot/*"}) {
    EXPECT_EQ(GlobError(pattern, GlobOf::kRef), "") << pattern;
  }
  for (std::string_view pattern : {"docs/**", "**.md", "a b/c", "src/"}) {
    EXPECT_EQ(GlobError(pattern, GlobOf::kPath), "") << pattern;
  }
}

TEST(GlobError, SaysWhatMatchesNothing) {
  auto ref = [](std::string_view p) { return GlobError(p, GlobOf::kRef); };
  auto path = [](std::string_view p) { return GlobError(p, GlobOf::kPath); };
  EXPECT_EQ(ref("!"), "there is nothing to match");
  EXPECT_EQ(ref("?x"), "'?' repeats what stands before it, and nothing does");
  EXPECT_EQ(ref("**+"), "'+' repeats what stands before it, and nothing does");
  EXPECT_EQ(ref("v[1"), "a '[' is not closed");
  EXPECT_EQ(ref("v[]"), "the set '[]' is empty");
  EXPECT_EQ(ref("[9-0]"), "the range '9-0' ends before it begins");
  EXPECT_EQ(ref("a b"), "no branch or tag holds ' '");
  EXPECT_EQ(ref("a^b"), "no branch or tag holds '^'");
  EXPECT_EQ(ref("main/"), "no branch or tag ends with '/'");
  EXPECT_EQ(ref("x\\"), "it ends with a backslash");
  EXPECT_EQ(path("./src/**"), "paths begin at the root, without './'");
  EXPECT_EQ(path("/src/**"), "paths begin at the root, without '/'");
  EXPECT_EQ(path("../x"), "a path cannot leave the repository");
}

}  // namespace
}  // namespace interlock::workflow
