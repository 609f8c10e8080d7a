// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/run.h"

namespace interlock {

// Questions to git, asked through its own program: no shell, hooks, pagers,
// external diffs or file-system monitors of the repository are run.

// How the work tree differs from where it left `ref`. Paths are relative to
// `root`.
struct ChangedFiles {
  std::vector<std::string> paths;  // all of them, deleted ones included
  std::vector<std::string> added;  // untracked ones included
  // SQL, JSON, YAML and Terraform files that were changed or deleted, as they
  // were.
  std::vector<InputText> old;
};
Result<ChangedFiles> ChangedSince(const std::string& root,
                                  const std::string& ref);
// Paths staged for the next commit.
Result<std::vector<std::string>> Staged(const std::string& root);

// Replaces the files read from disk by those that the index holds, so that
// --staged judges what will be committed.
Status UseIndex(const std::string& root, const Config& config, Inputs& inputs);

}  // namespace interlock
