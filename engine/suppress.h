// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/project/project.h"
#include "core/finding.h"
#include "engine/rule_set.h"

namespace interlock {

// A comment that silences findings:
//   -- interlock:ignore[rule-id, other-rule] why
//   # interlock:ignore-file[rule-id] why
// At the end of a line of code it holds for that line; alone on a line, for
// the next line of code; ignore-file holds for the whole file.
struct Suppression {
  struct Target {
    std::string_view rule;
    Span span;
    bool used = false;
  };
  const Source* source;
  Span span;  // from "interlock:" to the end of the comment
  std::vector<Target> targets;
  std::string_view reason;
  bool whole_file;
  Span line;  // the bytes of the line it holds for
};

// Reads the suppressions of one file. Linear; files without the marker cost
// one search.
std::vector<Suppression> FindSuppressions(const InputFile& file);

// Marks what is silenced, and adds a finding for each suppression that names
// no rule or an unknown one, has no reason, or silences nothing. `ran` holds
// the rules that were run, sorted by id: another cannot be called unused.
void ApplySuppressions(std::vector<Suppression>& suppressions, RuleSet ran,
                       std::vector<Finding>& findings);

}  // namespace interlock
