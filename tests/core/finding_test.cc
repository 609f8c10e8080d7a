// SPDX-License-Identifier: Apache-2.0
#include "core/finding.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/report.h"

namespace interlock {
namespace {

constexpr RuleInfo kA{.id = "a-rule",
                      .summary = "A rule for a test",
                      .since = "0.1.0",
                      .category = Category::kMeta,
                      .severity = Severity::kError,
                      .docs = "## What it does\n## Why is this bad?\n"};
static_assert(WellFormed(kA));

constexpr RuleInfo WithId(std::string_view id) {
  RuleInfo info = kA;
  info.id = id;
  return info;
}
constexpr RuleInfo kB = WithId("b-rule");
static_assert(!WellFormed(WithId("")));
static_assert(!WellFormed(WithId("Upper")));
static_assert(!WellFormed(WithId("double--dash")));
static_assert(!WellFormed(WithId("dash-")));

Finding Make(const RuleInfo& rule, const Source& source, Span span,
             std::string message, Severity severity = Severity::kError) {
  Finding finding{};
  finding.rule = &rule;
  finding.source = &source;
  finding.span = span;
  finding.severity = severity;
  finding.message = std::move(message);
  return finding;
}

TEST(ReportsBefore, OrdersByPathPlaceRuleAndMessage) {
  Source one("a/1.sql", "select 1");
  Source two("a/2.sql", "select 2");
  std::vector<Finding> sorted;
  sorted.push_back(Make(kB, one, {0, 3}, "z"));
  sorted.push_back(Make(kB, one, {0, 4}, "y"));
  sorted.push_back(Make(kA, one, {2, 3}, "x"));
  sorted.push_back(Make(kB, one, {2, 3}, "b"));
  sorted.push_back(Make(kB, one, {2, 3}, "c"));
  sorted.push_back(Make(kA, two, {0, 1}, "a"));
  for (size_t i = 0; i < sorted.size(); ++i) {
    for (size_t j = 0; j < sorted.size(); ++j) {
      EXPECT_EQ(ReportsBefore(sorted[i], sorted[j]), i < j) << i << " " << j;
    }
  }
}

TEST(Count, KeepsSuppressedOnesApart) {
  Report report;
  Source source("1.sql", "");
  for (Severity severity : {Severity::kError, Severity::kWarning,
                            Severity::kWarning, Severity::kNote}) {
    report.findings.push_back(Make(kA, source, {}, "m", severity));
  }
  report.findings.push_back(Make(kA, source, {}, "m"));
  report.findings.back().suppressed_by = SuppressedBy::kWaiver;
  Counts counts = Count(report);
  EXPECT_EQ(counts.errors, 1u);
  EXPECT_EQ(counts.warnings, 2u);
  EXPECT_EQ(counts.notes, 1u);
  EXPECT_EQ(counts.suppressed, 1u);
  EXPECT_EQ(counts.live(), 4u);
}

TEST(Names, AreThoseOfTheReports) {
  EXPECT_EQ(Name(Severity::kNote), "note");
  EXPECT_EQ(Name(Severity::kError), "error");
  EXPECT_EQ(Name(Confidence::kHigh), "high");
  EXPECT_EQ(Name(Persona::kRegular), "regular");
  EXPECT_EQ(Name(RuleStatus::kStable), "stable");
  EXPECT_EQ(Name(Category::kMigration), "migration");
  EXPECT_EQ(Name(Category::kGovernance), "governance");
  EXPECT_EQ(Name(FixKind::kNone), "none");
  EXPECT_EQ(Name(FixKind::kDisplayOnly), "display-only");
  EXPECT_EQ(Name(SuppressedBy::kNothing), "nothing");
  EXPECT_EQ(Name(SuppressedBy::kBaseline), "baseline");
  EXPECT_EQ(Name(SuppressedBy::kAge), "age");
  EXPECT_EQ(Name(Scope::kNewestNotes), "newest migration, when a note");
}

}  // namespace
}  // namespace interlock
