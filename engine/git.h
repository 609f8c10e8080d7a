// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/run.h"

namespace interlock {

// Questions to git, asked through its own program: no shell, hooks, pagers,
// external diffs or file-system monitors of the repository are run.

// Paths, relative to `root`, that differ from `ref` in the work tree,
// untracked ones included. Deleted ones are left out.
Result<std::vector<std::string>> ChangedSince(const std::string& root,
                                              const std::string& ref);
// Paths staged for the next commit.
Result<std::vector<std::string>> Staged(const std::string& root);

// Replaces what was read from disk by what the index holds, for every input
// that git tracks, so that --staged judges what will be committed.
Status UseIndex(const std::string& root, Inputs& inputs);

}  // namespace interlock
