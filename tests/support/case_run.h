// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/report.h"
#include "engine/baseline.h"
#include "engine/config.h"
#include "engine/fix.h"
#include "engine/run.h"
#include "rules/rule.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/rule_case.h"

namespace interlock::test {

// One finding as a reader sees it.
struct Seen {
  std::string path;
  uint32_t line = 0;
  std::string message;
  friend auto operator<=>(const Seen&, const Seen&) = default;
};

// Runs one rule over a case, or over what became of it. Rules that the engine
// reports itself are run together with all others, since they judge those.
class CaseRun {
 public:
  CaseRun(const RuleCase& project, const Rule& rule);

  // Mistakes in the case's config or baseline; empty when it can be run.
  const std::string& error() const { return error_; }

  Inputs inputs() const;
  Report Run(Inputs inputs, unsigned threads = 1);
  // Only what concerns the file.
  Report RunOver(Inputs inputs, const std::string& path);
  // Only the rules of these ids.
  Report RunOnly(Inputs inputs, std::vector<std::string> rules);
  FixOutcome Fix(const Inputs& inputs);

  // This rule's findings that nothing silences, sorted.
  std::vector<const Finding*> Live(const Report& report) const;
  std::vector<Seen> See(const Report& report) const;

 private:
  const RuleCase& project_;
  const Rule& rule_;
  Config config_;
  Baseline baseline_;
  RunOptions options_;
  MemoryFileSystem files_;
  std::string error_;
};

uint32_t LineOf(const Source& source, uint32_t offset);

// Every field of every finding, one per line: equal bytes, equal reports.
std::string Serialised(const Report& report);
std::string Serialised(const Finding& finding);

}  // namespace interlock::test
