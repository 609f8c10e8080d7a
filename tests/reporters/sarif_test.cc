// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "reporters/compression_meter.h"
#include "reporters/findings.h"
#include "reporters/sarif_budget.h"
#include "reporters/sarif_text.h"
#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

TEST(PascalName, FollowsEachCapitalWithASmallLetter) {
  EXPECT_EQ(PascalName("index-not-concurrent"), "IndexNotConcurrent");
  EXPECT_EQ(PascalName("drop-a-table"), "DropAtable");
  EXPECT_EQ(PascalName("utf-8"), "Utf8");
  EXPECT_EQ(PascalName("plan-b"), "PlanB0");
  EXPECT_EQ(PascalName("2-phase"), "Rule2Phase");
  // A name that is the id says nothing.
  EXPECT_EQ(PascalName("unused"), "UnusedRule");
}

TEST(Sentence, EndsInAPeriod) {
  EXPECT_EQ(Sentence("a"), "a.");
  EXPECT_EQ(Sentence(" a. \n"), "a.");
  EXPECT_EQ(Sentence("why?"), "why?.");
  EXPECT_EQ(Sentence("  "), "");
}

TEST(ResultMessage, OnlyRelatedPlacesAreLinks) {
  Report report = SampleReport();
  const Finding* found = nullptr;
  for (const Finding& finding : report.findings) {
    if (finding.rule->id == "index-not-concurrent") found = &finding;
  }
  ASSERT_NE(found, nullptr);
  std::string text = ResultMessage(*found, Links::kRelated);
  EXPECT_TRUE(text.starts_with("CREATE INDEX without CONCURRENTLY"));
  EXPECT_NE(text.find("\\[about 4 min\\](https://x)"), std::string::npos);
  EXPECT_NE(text.find("[table 'orders' \\[created\\] here](1)"),
            std::string::npos);
  EXPECT_NE(text.find("[runs first](2)."), std::string::npos);
  EXPECT_EQ(ResultMessage(*found, Links::kNone).find("](1)"),
            std::string::npos);
}

TEST(ContextOf, TakesWholeLines) {
  Source source("a.sql", "one\r\ntwo\r\nthree\rfour\nfive\nsix\n");
  auto context = [&](uint32_t begin, uint32_t end) {
    return std::string(source.Text(ContextOf(source, {begin, end})));
  };
  EXPECT_EQ(context(11, 12), "one\r\ntwo\r\nthree\rfour\nfive");
  EXPECT_EQ(context(0, 1), "one\r\ntwo\r\nthree");
  EXPECT_EQ(context(26, 27), "four\nfive\nsix\n");
}

TEST(ContextOf, LeavesTheByteOrderMarkAndLongLinesOut) {
  Source marked("a.sql", "\xEF\xBB\xBFone\ntwo");
  EXPECT_EQ(ContextOf(marked, {7, 8}), (Span{3, 10}));
  Source line("b.sql", std::string(5000, 'x'));
  EXPECT_EQ(ContextOf(line, {2000, 2010}), (Span{2000, 2010}));
}

TEST(CompressionMeter, PassesOnAndMeasures) {
  StringWriter out;
  CompressionMeter meter(out);
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "{\"key\":\"the same again and again\"}";
  }
  for (size_t at = 0; at < text.size(); at += 7000) {
    meter.Write(std::string_view(text).substr(at, 7000));
  }
  EXPECT_EQ(out.text(), text);
  EXPECT_LT(meter.compressed(), text.size() / 30);
}

TEST(CompressionMeter, NeverTrustsNoise) {
  Report report = NoisyReport(1000);
  StringWriter out;
  CompressionMeter meter(out);
  meter.Write(report.sources[0]->text());
  EXPECT_GE(meter.compressed(), out.text().size());
}

TEST(SarifBudget, SmallReportsStayWhole) {
  Report report = SampleReport();
  SarifBudget budget(report, SampleOptions());
  EXPECT_TRUE(budget.all_fit());
  EXPECT_EQ(budget.candidates(), Live(report));
  EXPECT_EQ(SarifLimitNote(report, SampleOptions()), "");
}

TEST(SarifBudget, TellsWhatIsLeftOut) {
  EXPECT_EQ(SarifLimitNote(LargeReport(25'001), SampleOptions()),
            "1 finding left out to stay within the limits of code scanning; "
            "the 25000 worst are here.");
  std::string note = SarifLimitNote(NoisyReport(30'000), SampleOptions());
  EXPECT_NE(note.find("left out"), std::string::npos);
  EXPECT_NE(note.find("without snippets"), std::string::npos);
}

// A text without end in one finding costs that finding its detail at most.
TEST(SarifBudget, OneHugeFixDoesNotCrowdOutTheRest) {
  Report report = SampleReport();
  Finding& finding = report.findings.front();
  finding.fixes.push_back(
      {"huge",
       FixKind::kSafe,
       {{finding.source, finding.span, std::string(20'000'000, 'x')}},
       {}});
  std::string text = Render("sarif", report, SampleOptions());
  EXPECT_LT(text.size(), 100'000u);
  EXPECT_NE(text.find("1 result written without snippets"), std::string::npos);
}

TEST(Sarif, FullOfInvalidBytesStaysUtf8) {
  Report report = LargeReport(1);
  report.findings[0].message = "\xFF\xC3 \xED\xA0\x80";
  report.findings[0].help.clear();
  std::string text = Render("sarif", report, SampleOptions());
  EXPECT_EQ(text.find('\xFF'), std::string::npos);
  EXPECT_NE(text.find("\xEF\xBF\xBD"), std::string::npos);
}

}  // namespace
}  // namespace interlock::reporters
