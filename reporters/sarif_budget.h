// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "reporters/findings.h"
#include "reporters/reporter.h"

namespace interlock::reporters {

// Code scanning rejects a file with more results than this,
inline constexpr size_t kMaxSarifResults = 25'000;
// or one that gzip cannot bring below 10 MB; we stay below this.
inline constexpr size_t kMaxSarifBytes = 9'500'000;

// How much of a finding goes into the file. Lean results have their message,
// place and fingerprints; full ones add snippets, fixes, related places.
enum class Detail : uint8_t { kLean, kFull };

// Decides which findings go into a SARIF file, and how, so that it is never
// rejected. A finding can cost no more, packed, than its own text plus a
// constant for the keys. When the sum of that is within the limit for all
// findings, as it nearly always is, they are written in the report's order.
// Otherwise they are written worst first while a CompressionMeter tells what
// they really take: in full while the rest would still fit as lean results,
// then lean, then no more.
class SarifBudget {
 public:
  SarifBudget(const Report& report, const ReporterOptions& options);

  const FindingList& candidates() const { return candidates_; }
  bool all_fit() const { return all_fit_; }

  // How to write the next candidate when the file so far packs to `used`
  // bytes; nothing means that it, and all after it, are left out.
  std::optional<Detail> Next(size_t used);

  // What was left out, in sentences; empty when nothing.
  std::string Note() const;

 private:
  FindingList candidates_;
  size_t rest_ = 0;     // what the candidates to come take as lean results
  size_t closing_ = 0;  // what follows the results
  size_t next_ = 0;
  size_t written_ = 0;
  size_t lean_ = 0;
  size_t total_ = 0;  // findings that could be written
  bool all_fit_ = false;
};

}  // namespace interlock::reporters
