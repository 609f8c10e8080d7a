// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

constexpr uint32_t kMany = 30'000;

// Generous for sanitizers and busy machines; in release builds each format
// takes some tens of milliseconds.
constexpr uint64_t kMilliseconds = 8000;

TEST(Speed, ThirtyThousandFindings) {
  Report report = LargeReport(kMany);
  for (const Format& format : Formats()) {
    uint64_t start = SystemClock().Milliseconds();
    std::string text = Render(format.name, report, SampleOptions());
    uint64_t took = SystemClock().Milliseconds() - start;
    EXPECT_LT(took, kMilliseconds) << format.name;
    RecordProperty(std::string(format.name), static_cast<int>(took));
    EXPECT_GT(text.size(), kMany * 50u) << format.name;
  }
}

// A file of one huge line: positions and windows must not walk all of it.
TEST(Speed, ManyFindingsOnOneLongLine) {
  Report report = LongLineReport(kMany);
  for (const Format& format : Formats()) {
    uint64_t start = SystemClock().Milliseconds();
    Render(format.name, report, SampleOptions());
    EXPECT_LT(SystemClock().Milliseconds() - start, kMilliseconds)
        << format.name;
  }
}

}  // namespace
}  // namespace interlock::reporters
