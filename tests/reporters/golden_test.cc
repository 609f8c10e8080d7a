// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

// Compares with testdata/reporters/<name>.golden; UPDATE_GOLDEN=1 rewrites it.
void ExpectGolden(const std::string& name, const std::string& actual) {
  std::string path = fmt::format("{}/testdata/reporters/{}.golden",
                                 INTERLOCK_SOURCE_DIR, name);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; run with UPDATE_GOLDEN=1";
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(golden.str(), actual) << "in " << path;
}

class Golden : public testing::TestWithParam<const Format*> {};

TEST_P(Golden, Sample) {
  std::string name(GetParam()->name);
  ExpectGolden(name, Render(name, SampleReport(), SampleOptions()));
}

TEST_P(Golden, Clean) {
  std::string name(GetParam()->name);
  ExpectGolden("clean." + name, Render(name, CleanReport(), SampleOptions()));
}

TEST_P(Golden, NothingAtAll) {
  std::string name(GetParam()->name);
  Report empty;
  std::string text = Render(name, empty, SampleOptions());
  EXPECT_EQ(text, Render(name, empty, SampleOptions()));
  bool silent = name == "concise" || name == "github";
  EXPECT_EQ(text.empty(), silent);
}

std::vector<const Format*> All() {
  std::vector<const Format*> all;
  for (const Format& format : Formats()) all.push_back(&format);
  return all;
}

std::string NameOf(const testing::TestParamInfo<const Format*>& info) {
  std::string name(info.param->name);
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Formats, Golden, testing::ValuesIn(All()), NameOf);

TEST(GoldenVariants, TextInColour) {
  ReporterOptions options = SampleOptions();
  options.color = Color::kAlways;
  options.suppressed = Suppressed::kKeep;
  options.width = 60;
  ExpectGolden("text-colour", Render("text", SampleReport(), options));
}

TEST(GoldenVariants, SarifWithEverything) {
  ReporterOptions options = SampleOptions();
  options.root = "/home/user/my repo#1";
  options.ended_at = "2025-10-01T12:00:00Z";
  options.sarif_category = "nightly";
  options.sarif_suppressed = Suppressed::kKeep;
  options.provenance = {"https://github.com/acme/shop",
                        "0123456789abcdef0123456789abcdef01234567", "main"};
  ExpectGolden("sarif-full", Render("sarif", SampleReport(), options));
}

TEST(GoldenVariants, StepSummary) {
  ReporterOptions options = SampleOptions();
  options.provenance = {"https://github.com/acme/shop",
                        "0123456789abcdef0123456789abcdef01234567", ""};
  ExpectGolden("summary", RenderSummary(SampleReport(), options));
}

}  // namespace
}  // namespace interlock::reporters
