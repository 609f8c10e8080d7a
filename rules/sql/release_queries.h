// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/compat.h"
#include "analyzers/sql/history.h"
#include "core/text.h"

// What the rules on the queries of the running release share.
namespace interlock::sql {

// The history that knows most of what the queries name.
inline const History* HistoryOf(const SqlFile& file, const Project& project) {
  const History* best = nullptr;
  size_t most = 0;
  for (const auto& history : project.histories) {
    if (history->lone) continue;
    size_t known = RelationsKnown(file, *history);
    if (best != nullptr && known <= most) continue;
    best = history.get();
    most = known;
  }
  return best;
}

inline bool IsQueryFile(const SqlFile& file, const Project& project) {
  const auto& globs = project.settings.query_paths;
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    return GlobMatch(glob, file.source->path());
  });
}

// Of a file that the config names as one of queries; none of any other.
inline std::vector<QueryProblem> Problems(const SqlFile& file,
                                          const Project& project) {
  if (!IsQueryFile(file, project)) return {};
  const History* history = HistoryOf(file, project);
  if (history == nullptr) return {};
  return ProblemsOf(file, *history, [&](std::string_view path) {
    const auto& added = project.merged.added;
    return std::ranges::any_of(
        added, [&](const std::string& one) { return one == path; });
  });
}

}  // namespace interlock::sql
