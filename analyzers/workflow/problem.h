// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rule_info.h"
#include "core/span.h"

namespace interlock::workflow {

// What can be wrong with a workflow or an action by GitHub's own rules. Each
// kind is what one rule reports.
enum class ProblemKind : uint8_t {
#define INTERLOCK_PROBLEM(name) name,
#include "analyzers/workflow/tables/problems.def"
#undef INTERLOCK_PROBLEM
};

// One thing that is wrong, at its place in the file.
struct Problem {
  ProblemKind kind;
  Span span;
  std::string message;
  std::string help = {};
  // What stays the same when the file is edited elsewhere.
  std::string anchor = {};
  // Where it differs from what the rule declares.
  std::optional<Severity> severity = {};
  // A second place in the same file, when `related_message` says something.
  Span related = {};
  std::string related_message = {};
  // The text that would put it right in place of `fix_span`.
  Span fix_span = {};
  std::string fix_text = {};
  std::string fix_title = {};
};

// The problems of one file, in the order in which they are found. Hostile
// files could have one for every few bytes; what comes after a bound that no
// real file reaches is left out.
class Problems {
 public:
  Problem& Add(ProblemKind kind, Span span, std::string message,
               std::string help = {});
  const std::vector<Problem>& all() const { return all_; }

 private:
  std::vector<Problem> all_;
  Problem spare_ = {};
};

// "'a', 'b', 'c'", at most `most` of them and then "...".
std::string Quoted(const std::vector<std::string_view>& names,
                   size_t most = 30);
// Adds "did you mean 'x'?" to the help and the fix that says so, when some
// name is near to what was written at `span`.
void Suggest(Problem& problem, std::string_view written, Span span,
             const std::vector<std::string_view>& names);

}  // namespace interlock::workflow
