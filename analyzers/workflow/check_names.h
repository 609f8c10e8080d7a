// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/name_pattern.h"

namespace interlock::workflow {

struct WorkflowSet;

// Under what circumstance a check carries its name.
enum class CheckForm : uint8_t {
  kJob,            // the job runs, or is skipped on its own
  kSkippedMatrix,  // the whole matrix is skipped, and is not expanded
  kSkippedCaller,  // the call is skipped: what is called reports nothing
  kUnreadCallee,   // the called workflow is not in this repository
};

// One level of a check: a job, and the workflow that it stands in.
struct CheckLevel {
  const Workflow* workflow;
  const Job* job;
};

// One name under which a job can report to a commit: the context that branch
// protections and rulesets ask for. Workflow names, file names and events are
// no part of it.
struct Check {
  NamePattern name;
  // Other names that it may have, where a part that is not known may make the
  // name so long that GitHub cuts it.
  std::vector<NamePattern> also;
  // The name were it never cut, and with numbers as the file writes them.
  // Empty when that is the name itself, or when the name is not known.
  std::string uncut;
  std::string as_written;
  // The name of each level without its matrix suffix, as far as it is known:
  // what people write when they forget the suffix or the caller.
  std::vector<NamePattern> bare_levels;
  CheckForm form = CheckForm::kJob;
  // Has a part in parentheses that came from the matrix of its last level.
  bool has_suffix = false;
  // From the job of the workflow that is triggered to the job that runs.
  std::vector<CheckLevel> levels;

  const Workflow& workflow() const { return *levels.front().workflow; }
  const Job& job() const { return *levels.back().job; }
  bool CanBe(std::string_view context) const;
};

// At most this many levels of reusable workflows, the caller included.
inline constexpr size_t kMaxCallDepth = 10;
// Per triggered workflow. What would come after is one pattern per job.
inline constexpr size_t kMaxChecksPerWorkflow = 4096;

// The checks of every workflow that something other than a call triggers. Of
// the set only the workflows are read.
std::vector<Check> ComputeChecks(const WorkflowSet& set, unsigned threads);

}  // namespace interlock::workflow
