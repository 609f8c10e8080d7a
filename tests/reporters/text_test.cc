// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "reporters/display.h"
#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

ShownLine Show(std::string_view line, std::string_view marked,
               uint32_t width = 80) {
  uint32_t begin = static_cast<uint32_t>(line.find(marked));
  return ShowLine(line, begin, begin + static_cast<uint32_t>(marked.size()),
                  width, Focus::kMarkBegin);
}

TEST(ShowLine, MarksBytesAsColumns) {
  ShownLine shown = Show("\xC3\xA9\xF0\x9F\x98\x80 here", "here");
  EXPECT_EQ(shown.mark_begin, 4u);  // one column, two columns, a space
  EXPECT_EQ(shown.mark_end, 8u);
}

TEST(ShowLine, TabsReachTheNextStop) {
  ShownLine shown = Show("a\t\tb", "b");
  EXPECT_EQ(shown.text, "a       b");
  EXPECT_EQ(shown.mark_begin, 8u);
}

TEST(ShowLine, CombiningMarksTakeNoColumn) {
  EXPECT_EQ(Show("e\xCC\x81x", "x").mark_begin, 1u);
}

TEST(ShowLine, WideCharactersTakeTwo) {
  EXPECT_EQ(Show("\xE6\x97\xA5\xE6\x9C\xACx", "x").mark_begin, 4u);
}

TEST(ShowLine, ControlCharactersBecomeVisible) {
  ShownLine shown = Show("\x1b[31mx\xFFy", "y");
  EXPECT_EQ(shown.text, "\\x1b[31mx\\xffy");
  EXPECT_EQ(shown.mark_begin, 13u);
}

TEST(ShowLine, LongLinesShowTheMark) {
  std::string line(5000, 'a');
  line.replace(2500, 4, "HERE");
  ShownLine shown = Show(line, "HERE", 60);
  EXPECT_LE(shown.text.size(), 60u);
  EXPECT_EQ(shown.text.substr(shown.mark_begin, 4), "HERE");
  EXPECT_TRUE(shown.text.starts_with("..."));
  EXPECT_TRUE(shown.text.ends_with("..."));
}

TEST(ShowLine, LongMarksAreCut) {
  std::string line(5000, 'a');
  ShownLine shown = ShowLine(line, 10, 5000, 60, Focus::kMarkBegin);
  EXPECT_EQ(shown.mark_begin, 10u);
  EXPECT_EQ(shown.mark_end, 57u);
  shown = ShowLine(line, 0, 5000, 60, Focus::kMarkEnd);
  EXPECT_FALSE(shown.text.ends_with("..."));
}

// Never more text than the width, whatever the characters.
TEST(ShowLine, StaysWithinItsWidth) {
  const std::string parts[] = {"\t", "\xE6\x97\xA5", "\xCC\x81", "\xFF",
                               "a",  "##[x]",        "\x01"};
  for (const std::string& part : parts) {
    std::string line;
    for (int i = 0; i < 400; ++i) line += part;
    uint32_t size = static_cast<uint32_t>(line.size());
    for (uint32_t at : {0u, size / 2, size}) {
      ShownLine shown = ShowLine(line, at, at, 40, Focus::kMarkBegin);
      EXPECT_LE(DisplayWidth(shown.text), 40u) << part;
      EXPECT_LE(shown.mark_begin, 40u) << part;
      EXPECT_LT(shown.text.size(), 700u) << part;
    }
  }
}

TEST(ShowLine, PositionsPastTheEndAreTheEnd) {
  ShownLine shown = ShowLine("ab", 7, 9, 40, Focus::kMarkBegin);
  EXPECT_EQ(shown.mark_begin, 2u);
  EXPECT_EQ(shown.mark_end, 2u);
  EXPECT_EQ(ShowLine("", 0, 0, 40, Focus::kMarkEnd).text, "");
}

TEST(Text, StopsAfterTheWorst) {
  ReporterOptions options = SampleOptions();
  options.max_findings = 2;
  std::string text = Render("text", SampleReport(), options);
  EXPECT_NE(text.find("error[script-injection]"), std::string::npos);
  EXPECT_NE(text.find("error[index-not-concurrent]"), std::string::npos);
  EXPECT_EQ(text.find("warning["), std::string::npos);
  EXPECT_NE(text.find("8 more findings not shown"), std::string::npos);
  // The totals are those of the whole report.
  EXPECT_NE(text.find("5 warnings"), std::string::npos);
}

TEST(Text, SuppressedFindingsAreCountedOrShown) {
  ReporterOptions options = SampleOptions();
  std::string counted = Render("text", SampleReport(), options);
  EXPECT_NE(counted.find("(3 suppressed)"), std::string::npos);
  EXPECT_EQ(counted.find("DROP TABLE a"), std::string::npos);
  options.suppressed = Suppressed::kKeep;
  std::string shown = Render("text", SampleReport(), options);
  EXPECT_NE(shown.find("suppressed: by waiver: agreed"), std::string::npos);
}

TEST(Text, EscapesOnlyInColour) {
  ReporterOptions options = SampleOptions();
  EXPECT_EQ(Render("text", SampleReport(), options).find('\x1b'),
            std::string::npos);
  options.color = Color::kAlways;
  EXPECT_NE(Render("text", SampleReport(), options).find('\x1b'),
            std::string::npos);
}

TEST(Text, LongSpansShowBothEnds) {
  Report report = LargeReport(3);
  report.findings[0].span.end = 2000;
  std::string text = Render("text", report, SampleOptions());
  EXPECT_NE(text.find(" 1 | / ALTER"), std::string::npos) << text;
  EXPECT_NE(text.find(" 4 | | ALTER"), std::string::npos);
  EXPECT_NE(text.find(".. |"), std::string::npos);
  EXPECT_EQ(text.find(" 6 | "), std::string::npos);
}

}  // namespace
}  // namespace interlock::reporters
