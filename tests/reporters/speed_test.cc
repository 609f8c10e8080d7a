// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <ctime>

#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

constexpr uint32_t kMany = 30'000;

// Generous, for sanitizers; release builds take some tens of milliseconds.
constexpr double kSeconds = 5;

// Processor time, so that a busy machine does not matter.
double Measure(const Format& format, const Report& report, size_t* size) {
  std::clock_t start = std::clock();
  *size = Render(format.name, report, SampleOptions()).size();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void ExpectFast(const Report& report, size_t least_size) {
  for (const Format& format : Formats()) {
    size_t size = 0;
    double seconds = Measure(format, report, &size);
    EXPECT_LT(seconds, kSeconds) << format.name;
    EXPECT_GT(size, least_size) << format.name;
    testing::Test::RecordProperty(std::string(format.name),
                                  static_cast<int>(seconds * 1000));
  }
}

TEST(Speed, ThirtyThousandFindings) {
  ExpectFast(LargeReport(kMany), size_t{kMany} * 50);
}

// A file of one huge line: positions and windows must not walk all of it.
TEST(Speed, ManyFindingsOnOneLongLine) {
  ExpectFast(LongLineReport(kMany), size_t{kMany} * 30);
}

}  // namespace
}  // namespace interlock::reporters
