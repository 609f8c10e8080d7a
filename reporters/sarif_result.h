// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <unordered_map>

#include "core/json_writer.h"
#include "reporters/compression_meter.h"
#include "reporters/findings.h"
#include "reporters/sarif_budget.h"
#include "reporters/sarif_rules.h"

namespace interlock::reporters {

inline constexpr std::string_view kSarifBase = "%SRCROOT%";

// Writes the results of one SARIF run. Columns are UTF-16 units throughout.
class SarifResults {
 public:
  SarifResults(const SarifRules& rules, JsonWriter& json);

  // The "results" array. The meter is what the JSON goes through; null when
  // everything fits anyway.
  void Write(SarifBudget& budget, const CompressionMeter* meter);

 private:
  // primaryLocationLineHash by line, for one source.
  using Hashes = std::map<uint32_t, std::string>;

  void HashLines(const FindingList& findings);
  void WriteResult(const Finding& finding, Detail detail);
  void WriteLocation(const Source& source, Span span, Detail detail);
  void WritePhysicalLocation(const Source& source, Span span, Detail detail);
  void WriteRegion(std::string_view key, const Source& source, Span span,
                   Detail snippet);
  void WriteContextRegion(const Source& source, Span span);
  void WriteFingerprints(const Finding& finding);
  void WriteRelated(const Finding& finding);
  void WriteCodeFlow(const Finding& finding);
  void WriteFixes(const Finding& finding);
  void WriteChanges(const Fix& fix);
  void WriteArtifact(std::string_view path);
  void WriteMessage(std::string_view text);
  void WriteSuppression(const Finding& finding);

  const SarifRules& rules_;
  JsonWriter& json_;
  Places places_;
  std::unordered_map<const Source*, Hashes> hashes_;
};

}  // namespace interlock::reporters
