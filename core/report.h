// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/finding.h"

namespace interlock {

// An input that could not be read or analysed in full. The run then ends with
// exit code 4: what was not looked at is never passed over in silence.
struct Problem {
  std::string path;
  std::string message;
};

// Everything one run found. It owns the sources that its findings point into.
// Findings are sorted by ReportsBefore; suppressed ones stay, with why.
struct Report {
  std::vector<std::unique_ptr<Source>> sources;  // sorted by path
  std::vector<Finding> findings;
  std::vector<Problem> problems;
  std::vector<std::string> clean_paths;  // looked at, nothing found; sorted
  // Every rule that could have reported, sorted by id.
  std::vector<const RuleInfo*> rules;
  uint32_t files_checked = 0;
};

struct Counts {
  uint32_t errors = 0;
  uint32_t warnings = 0;
  uint32_t notes = 0;
  uint32_t suppressed = 0;
  uint32_t live() const { return errors + warnings + notes; }
};
Counts Count(const Report& report);

}  // namespace interlock
