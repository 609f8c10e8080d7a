// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <sstream>

#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

size_t Count(const std::string& text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Github, SpendsItsBudgetOnTheWorst) {
  std::string text = Render("github", LargeReport(300), SampleOptions());
  EXPECT_EQ(Count(text, "::error file="), 10u);
  EXPECT_EQ(Count(text, "::warning file="), 10u);
  EXPECT_EQ(Count(text, "::notice file="), 9u);
  EXPECT_EQ(Count(text, "::notice title=interlock::271 more findings in"), 1u);
  EXPECT_TRUE(text.starts_with("::error "));
}

TEST(Github, ExactlyTenNeedNoFurtherNotice) {
  std::string text = Render("github", LargeReport(27), SampleOptions());
  EXPECT_EQ(Count(text, "::notice"), 9u);
  EXPECT_EQ(Count(text, "more finding"), 0u);
}

TEST(Github, ProblemsBeyondTheBudgetArePlain) {
  Report report = LargeReport(27);
  for (int i = 0; i < 4; ++i) report.problems.push_back({"::a\nb", "m"});
  std::string text = Render("github", report, SampleOptions());
  EXPECT_EQ(Count(text, "::error file=%3A%3Aa%0Ab,title="), 1u);
  EXPECT_EQ(Count(text, "\n./::a\\nb: not checked: m"), 3u);
}

TEST(Github, LongMessagesAreCut) {
  Report report = LargeReport(1);
  report.findings[0].message = std::string(10'000, '%');
  std::string text = Render("github", report, SampleOptions());
  EXPECT_LE(Count(text, "%25"), 4000u);
  EXPECT_GE(Count(text, "%25"), 3800u);
}

TEST(StepSummary, StaysBelowItsLimit) {
  std::string text = RenderSummary(LargeReport(30'000), SampleOptions());
  EXPECT_LE(text.size(), kMaxSummaryBytes);
  EXPECT_GT(text.size(), kMaxSummaryBytes * 9 / 10);
  EXPECT_NE(text.find("not shown; these are the worst."), std::string::npos);
}

TEST(StepSummary, OneHugeMessageDoesNotBreakIt) {
  Report report = LargeReport(2);
  report.findings[0].message = std::string(2'000'000, '|');
  report.findings[1].help = std::string(2'000'000, '`');
  std::string text = RenderSummary(report, SampleOptions());
  EXPECT_LE(text.size(), kMaxSummaryBytes);
}

TEST(StepSummary, LinksToTheLines) {
  ReporterOptions options = SampleOptions();
  options.provenance.repository = "https://github.com/acme/shop";
  options.provenance.revision = "abc";
  std::string text = RenderSummary(SampleReport(), options);
  EXPECT_NE(text.find("(https://github.com/acme/shop/blob/abc/"
                      "db/002%2Cindex%2541.sql#L3-L5)"),
            std::string::npos);
}

TEST(Markdown, CodeCannotLeaveItsFence) {
  Report report = LargeReport(1);
  report.findings[0].help = "```\n</details>\n````";
  std::string text = Render("markdown", report, SampleOptions());
  EXPECT_EQ(Count(text, "\n`````text\n"), 1u);
}

}  // namespace
}  // namespace interlock::reporters
