// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analyzers/workflow/name_pattern.h"

namespace interlock::workflow {
namespace {

TEST(Number, PrintsFifteenDigits) {
  EXPECT_EQ(FormatNumber(3.10), "3.1");
  EXPECT_EQ(FormatNumber(0.1 + 0.2), "0.3");
  EXPECT_EQ(FormatNumber(1e14), "100000000000000");
  EXPECT_EQ(FormatNumber(1e15), "1E+15");
  EXPECT_EQ(FormatNumber(0.0001), "0.0001");
  EXPECT_EQ(FormatNumber(0.00001), "1E-05");
  EXPECT_EQ(FormatNumber(1e100), "1E+100");
  EXPECT_EQ(FormatNumber(-0.0), "0");
  EXPECT_EQ(FormatNumber(std::nan("")), "NaN");
  EXPECT_EQ(FormatNumber(-std::numeric_limits<double>::infinity()),
            "-Infinity");
}

TEST(Number, ReadsStrings) {
  EXPECT_EQ(ParseNumber(" 12 "), 12);
  EXPECT_EQ(ParseNumber(""), 0);
  EXPECT_EQ(ParseNumber("0xFF"), 255);
  EXPECT_EQ(ParseNumber("0o10"), 8);
  EXPECT_EQ(ParseNumber("+1.5e3"), 1500);
  for (const char* text : {"x", "1x", "inf", "nan", "0x", "0xG", "1 2", "+"}) {
    EXPECT_TRUE(std::isnan(ParseNumber(text))) << text;
  }
}

TEST(NamePattern, MatchesWithWildcards) {
  NamePattern pattern("test (");
  pattern.AddAnything();
  pattern.AddAnything();
  pattern.AddText(")");
  EXPECT_EQ(pattern.Display(), "test (*)");
  EXPECT_TRUE(pattern.Matches("test (a)"));
  EXPECT_TRUE(pattern.Matches("test ()"));
  EXPECT_FALSE(pattern.Matches("test (a"));
  EXPECT_FALSE(pattern.Matches("test ("));
  EXPECT_TRUE(NamePattern::Anything().Matches(""));
}

TEST(NamePattern, AStarInANameIsAStar) {
  NamePattern name("a*b");
  EXPECT_TRUE(name.exact());
  EXPECT_TRUE(name.Matches("a*b"));
  EXPECT_FALSE(name.Matches("axb"));
}

TEST(NamePattern, PartsDoNotOverlap) {
  NamePattern pattern("ab");
  pattern.AddAnything();
  pattern.AddText("ba");
  EXPECT_FALSE(pattern.Matches("aba"));
  EXPECT_TRUE(pattern.Matches("abba"));
}

}  // namespace
}  // namespace interlock::workflow
