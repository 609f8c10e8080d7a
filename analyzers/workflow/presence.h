// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzers/workflow/check_names.h"

namespace interlock::workflow {

// The events whose checks count for a pull request or a merge queue entry.
// Those of schedule, workflow_run, workflow_dispatch and the like attach to
// other commits.
enum class Event : uint8_t {
  kPullRequest,
  kPullRequestTarget,
  kPush,  // to the head branch of the pull request
  kMergeGroup,
};
inline constexpr Event kEvents[] = {Event::kPullRequest,
                                    Event::kPullRequestTarget, Event::kPush,
                                    Event::kMergeGroup};
// Those through which a pull request gets its checks.
inline constexpr Event kPullRequestEvents[] = {
    Event::kPullRequest, Event::kPullRequestTarget, Event::kPush};
std::string_view NameOf(Event event);  // "pull_request"

// Whether a check reports under one event. Ordered: a worse state is larger.
enum class State : uint8_t {
  kRuns,       // on each commit of it; a job skipped alone also reports
  kSkipped,    // always as skipped, which passes
  kUnknown,    // cannot be told from the files
  kSometimes,  // on some commits, and on others nothing reports
  kNone,       // never
};
std::string_view NameOf(State state);  // "runs"

enum class Reason : uint8_t {
  kNone,
  kNoTrigger,  // the event is not in `on`
  kBranchFilter,
  kTagsOnly,  // push to tags alone
  kPathFilter,
  kTypes,          // `types` leaves out opened or synchronize
  kMatrixSkipped,  // `if` decides over a whole matrix
  kCallerSkipped,  // `if` decides over a call
  kNotSkipped,     // the name is that of a skipped job, and the job runs
};
std::string_view NameOf(Reason reason);  // "path-filter"

struct Presence {
  State state = State::kRuns;
  Reason reason = Reason::kNone;
  // What decides: the filter, the `if`, the `on`.
  const Source* source = nullptr;
  Span span;
};

// The protected branch, as far as it is known.
struct Branch {
  std::string name;      // empty: not known
  bool assumed = false;  // the default branch by assumption, not as stated
  std::string pattern;   // when many branches are meant: "release/*"
};

Presence PresenceOf(const Check& check, Event event, const Branch& branch);
// The same for any event by its name; those that count for no pull request are
// looked at by their trigger and the jobs' conditions alone.
Presence PresenceUnder(const Check& check, std::string_view event,
                       const Branch& branch);

// The best state of a check over the events that count for a pull request.
Presence OnPullRequest(const Check& check, const Branch& branch);

}  // namespace interlock::workflow
