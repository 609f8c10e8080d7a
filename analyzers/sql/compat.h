// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "analyzers/sql/history.h"

// Whether what a release sends still works on the schema that a history leads
// to: the release before is still running while the next one starts.
namespace interlock::sql {

struct QueryProblem {
  enum class Kind : uint8_t {
    kNoTable,
    kNoColumn,
    kAmbiguous,  // two tables of the query have such a column by now
    kRetyped,    // by a migration that is new
    kUnfilled,   // a NOT NULL column without a default that INSERT leaves out
  };
  Kind kind;
  Span span;         // in the file of queries
  std::string what;  // "orders.total_cents"
  // The op of the history that made it so, where one is found.
  const Op* cause = nullptr;
  const SqlFile* cause_file = nullptr;
};

// `is_new`: whether a migration's path is one that nobody has run yet. What is
// not known of the schema is no problem.
std::vector<QueryProblem> ProblemsOf(
    const SqlFile& queries, const History& history,
    const std::function<bool(std::string_view path)>& is_new);

// How many of the relations that the queries name the history knows; the
// history that knows most is the one they run on.
size_t RelationsKnown(const SqlFile& queries, const History& history);

}  // namespace interlock::sql
