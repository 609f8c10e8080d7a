// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "reporters/findings.h"
#include "reporters/reporter.h"

namespace interlock::reporters {

// What code scanning rejects a file for.
inline constexpr size_t kMaxSarifResults = 25'000;
// The bound on the compressed size, below the 10 MB that are accepted.
inline constexpr size_t kMaxSarifBytes = 9'500'000;

// How much of a finding goes into the file. Lean results have their message,
// place and fingerprints; full ones add snippets, fixes, related places.
enum class Detail : uint8_t { kLean, kFull };

struct PlannedResult {
  const Finding* finding;
  Detail detail;
};

// Which findings go into a SARIF file so that it is never rejected. The size
// is bounded before anything is written: each result costs what its own text
// can take after compression at most (a byte a byte, for text that does not
// repeat) plus a constant for the keys, which do repeat. Worst first, results
// are taken while they fit as lean ones; then, worst first again, what is left
// of the budget buys full detail.
struct SarifPlan {
  std::vector<PlannedResult> results;  // in the report's order
  size_t dropped = 0;                  // findings left out
  size_t lean = 0;                     // results without full detail

  // What the plan left out, in sentences; empty when nothing.
  std::string Note() const;
};

SarifPlan PlanSarif(const Report& report, const ReporterOptions& options);

}  // namespace interlock::reporters
