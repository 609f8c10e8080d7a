// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

// Of a workflow with more jobs than this it is not known which waits for which.
inline constexpr size_t kMaxNeeds = 1000;
inline bool KnowsNeeds(const Workflow& workflow) {
  return workflow.jobs.size() <= kMaxNeeds && !workflow.truncated;
}

// All jobs that a job waits for, near ones first, each once.
std::vector<const Job*> AllNeeds(const Workflow& workflow, const Job& job);
// The jobs that it names itself; those that do not exist are left out.
std::vector<const Job*> DirectNeeds(const Workflow& workflow, const Job& job);

// Whether a job runs although a job that it needs has failed: its `if` names a
// status function other than success().
bool RunsAfterFailure(const Job& job);

// What a job looks at of the jobs that it needs. Gathered from every
// expression and script in it.
struct GateReading {
  bool all = false;    // needs.*.result, toJSON(needs)
  bool whole = false;  // handed on in whole, to a script or an action
  std::vector<std::string> jobs;     // needs.<id>.result, in lower case
  std::vector<std::string> outputs;  // needs.<id>.outputs, likewise
  // Words that results are compared with.
  bool failure = false;
  bool cancelled = false;
  bool skipped = false;
  bool success = false;
  bool status = false;  // failure() or cancelled() is asked

  bool Nothing() const { return !all && !status && jobs.empty(); }
  bool Reads(const Job& need) const;
  bool ReadsOutputs(const Job& need) const;
};
GateReading ReadingOf(const Job& job);

// A step that only prepares: checkout, set-up, caches, artifacts, log-ins.
bool Prepares(const Step& step);

}  // namespace interlock::workflow
