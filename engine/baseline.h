// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/finding.h"
#include "core/report.h"
#include "core/result.h"
#include "core/seams.h"
#include "engine/rule_set.h"

namespace interlock {

// Findings that were there when interlock was brought in. They stay visible,
// with their age, and do not fail the run.
struct BaselineEntry {
  std::string fingerprint;
  std::string rule;
  std::string path;
  Date since;
  Span span;  // in the baseline file
};

struct Baseline {
  std::unique_ptr<Source> source;
  std::vector<BaselineEntry> entries;  // sorted by fingerprint
};

Result<Baseline> ReadBaseline(std::unique_ptr<Source> source);

// Marks findings that the baseline knows; reports entries that match nothing
// any more, so that the file shrinks. Needs fingerprints.
void ApplyBaseline(const Baseline& baseline, Date today, RuleSet ran,
                   std::vector<Finding>& findings);

// The baseline of a report's live findings. Entries that `before` already
// knew keep their date.
void WriteBaseline(const Report& report, const Baseline* before, Date today,
                   Writer& out);

}  // namespace interlock
