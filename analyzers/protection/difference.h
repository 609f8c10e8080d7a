// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analyzers/protection/verdict.h"
#include "core/finding.h"

namespace interlock::protection {

// A name under which a job reports to pull requests; a pattern where the run
// decides.
struct NamedCheck {
  std::string name;
  const workflow::Check* check = nullptr;
};

// What became of the checks of one tree in another.
struct Difference {
  struct Renamed {
    NamedCheck from;
    std::vector<NamedCheck> to;  // several when a matrix came in
  };
  std::vector<NamedCheck> gained;
  std::vector<NamedCheck> lost;
  std::vector<Renamed> renamed;
  // No longer made under that name for certain, but a name that only the run
  // decides may still be it.
  std::vector<NamedCheck> unsure;

  bool empty() const {
    return gained.empty() && lost.empty() && renamed.empty() && unsure.empty();
  }
};

// Names are paired when they come from the same job: the same ids in the same
// workflow, else the same steps, else the only job that went and the only one
// that came in a workflow.
Difference DifferenceOf(const workflow::WorkflowSet& before,
                        const workflow::WorkflowSet& after,
                        const workflow::Branch& branch);

// What a protection must require from now on in place of a context.
struct FollowUp {
  const Protection* protection = nullptr;
  const RequiredContext* context = nullptr;
  std::vector<std::string> names;          // empty: nothing takes its place
  std::optional<std::vector<Edit>> edits;  // absent: by hand
};

// The required contexts that the difference leaves without a job.
std::vector<FollowUp> FollowUpsOf(const Difference& difference,
                                  const Ground& after);
// The required contexts that no job of the tree makes.
std::vector<FollowUp> FollowUpsOf(const Ground& ground);

// The edits that take a context out of its lists; nothing when a list would be
// left empty.
std::optional<std::vector<Edit>> Remove(const RequiredContext& context,
                                        const Protection& protection);

}  // namespace interlock::protection
