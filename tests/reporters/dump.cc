// SPDX-License-Identifier: Apache-2.0
// reporters_dump <sample> <folder>: writes a sample report in
// every format into the folder, as <format><extension>, and its sources below
// <folder>/sources, for checks that are not written in C++.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

void Save(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

int Dump(const std::string& sample, const std::string& folder) {
  Report report;
  ReporterOptions options = SampleOptions();
  if (sample == "sample" || sample == "full") {
    report = SampleReport();
  } else if (sample == "clean") {
    report = CleanReport();
  } else if (sample == "large") {
    report = LargeReport(30'000);
  } else if (sample == "noisy") {
    report = NoisyReport(30'000);
  } else if (sample == "lines") {
    report = LineReport();
  } else if (sample != "empty") {
    std::fprintf(stderr, "unknown sample '%s'\n", sample.c_str());
    return 2;
  }
  if (sample == "full") {
    options.root = "/home/user/my repo#1";
    options.ended_at = "2025-10-01T12:00:00Z";
    options.sarif_suppressed = Suppressed::kKeep;
    options.provenance = {"https://github.com/acme/shop",
                          "0123456789abcdef0123456789abcdef01234567", "main"};
  }
  std::filesystem::create_directories(folder);
  for (const Format& format : Formats()) {
    std::string path =
        folder + "/" + std::string(format.name) + std::string(format.extension);
    Save(path, Render(format.name, report, options));
  }
  Save(folder + "/summary.md", RenderSummary(report, options));
  WriteSources(report, folder + "/sources");
  return 0;
}

}  // namespace
}  // namespace interlock::reporters

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: reporters_dump <sample> <folder>\n");
    return 2;
  }
  return interlock::reporters::Dump(argv[1], argv[2]);
}
