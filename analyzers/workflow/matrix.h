// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "analyzers/workflow/expression.h"
#include "analyzers/workflow/name_pattern.h"

namespace interlock::workflow {

// One job of a matrix.
struct Combination {
  Value matrix;  // the `matrix` context; null for the job of an empty matrix
  // What GitHub adds to a literal name, without the parentheses: "a, 3.1".
  // Extras of `include` are in the context but not here. Empty: adds nothing.
  NamePattern suffix;
  // The same with numbers as the file writes them: "a, 3.10".
  std::string written;
};

enum class MatrixForm : uint8_t {
  kNone,  // no matrix: one combination with nothing in it
  kKnown,
  kDynamic,  // all or part of it is known only during the run
  kInvalid,  // GitHub refuses it; `error` says why
};

struct Expansion {
  MatrixForm form = MatrixForm::kNone;
  std::vector<Combination> combinations;
  std::string error;
  Span error_span;
};

inline constexpr size_t kMaxMatrixJobs = 256;

// The jobs of `strategy.matrix` in GitHub's order: the first key varies
// slowest, `exclude` comes before `include`, entries of `include` that match
// no combination come last. Null gives the form kNone.
Expansion ExpandMatrix(const Node* matrix, const Scope& scope);

// Whether each leaf of a filter equals that of the combination. Keys that the
// filter leaves out are wild; spends one of `budget` for each leaf.
Truth MatchesFilter(const Value& combination, const Value& filter,
                    size_t& budget);

}  // namespace interlock::workflow
