// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

// A change runs a workflow when one of its files passes the path filter, so a
// change of one file tells all: workflows divide the paths between them when
// each path passes one of the filters.

// Whether a change of this file alone runs the workflow.
bool PathRuns(const Trigger& trigger, std::string_view path);

enum class Cover : uint8_t {
  kAll,      // proven: each path passes a filter
  kGap,      // `example` passes none
  kUnknown,  // too many patterns to follow
};
struct Coverage {
  Cover cover = Cover::kUnknown;
  std::string example;
};

// Follows all patterns of all triggers at once, as one automaton over the
// characters of a path; bounded.
Coverage CoverageOf(std::span<const Trigger* const> triggers);

}  // namespace interlock::workflow
