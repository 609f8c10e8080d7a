// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/result.h"
#include "engine/run.h"

namespace interlock {

// Trees of the repository's past, read from git's own store. Nothing is
// checked out, so no filter and no hook of the repository runs.

// A commit's full name. `root` is a folder inside the work tree.
Result<std::string> CommitOf(const std::string& root,
                             const std::string& revision);
// Where the two left each other; `revision` itself when they never met.
Result<std::string> ForkPoint(const std::string& root,
                              const std::string& revision,
                              const std::string& other);

// The two commits that a word means: "A..B", or "A...B" for what B changed
// since it left A. A side that is left out is HEAD. Absent: no such word.
struct Range {
  std::string before;
  std::string after;
};
std::optional<Result<Range>> RangeOf(const std::string& root,
                                     const std::string& word);

// The text of one file below `root` at a commit; absent when it had none.
std::optional<std::string> TextAt(const std::string& root,
                                  const std::string& commit,
                                  const std::string& path);

// What Discover() would have found when the commit was checked out, with the
// same limits. Paths are relative to `root`.
Result<Inputs> TreeAt(const std::string& root, const std::string& commit,
                      const Config& config);

}  // namespace interlock
