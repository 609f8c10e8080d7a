// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/workflow_set.h"

namespace interlock::protection {

// What went wrong when a required name was written down.
enum class Mistake : uint8_t {
  kNone,            // nothing here comes near
  kEventSuffix,     // "build (pull_request)", as the web page shows it
  kWorkflowPrefix,  // "CI / build", likewise
  kJobId,           // the id of a job that has a name
  kTemplate,        // "test ${{ matrix.os }}", not expanded
  kMatrixSuffix,    // "test" for "test (a)"
  kMatrixNumber,    // "test (3.10)" for "test (3.1)"
  kTruncated,       // the full name of one that GitHub cuts
  kCallerMissing,   // "build" for "call / build"
  kCalleeMissing,   // "call" for "call / build"
  kWorkflowName,    // the workflow's name or file instead of a job's
  kCase,
  kSpelling,  // other spaces or punctuation
  kStepName,  // a step's name instead of its job's
  kNearest,   // a few letters apart
};
std::string_view NameOf(Mistake mistake);  // "workflow-prefix"

struct Hint {
  Mistake mistake = Mistake::kNone;
  // What should stand there instead: names, or patterns for what is known
  // during the run only.
  std::vector<std::string> names;
  bool exact = true;  // none of the names is a pattern
  // One of the checks that are meant.
  const workflow::Check* check = nullptr;

  // Sure enough to put the names in place.
  bool Certain() const {
    return exact && !names.empty() && mistake != Mistake::kNone &&
           mistake != Mistake::kNearest && mistake != Mistake::kStepName &&
           (mistake != Mistake::kWorkflowName || names.size() == 1);
  }
};

// The mistake that explains why no check has this name.
Hint FindHint(std::string_view context, const workflow::WorkflowSet& set);

// Says what to do, in one sentence: "GitHub leaves the workflow's name out of
// the context: require 'build'".
std::string Explain(const Hint& hint);

}  // namespace interlock::protection
