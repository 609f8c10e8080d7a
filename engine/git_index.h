// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/seams.h"
#include "engine/run.h"

namespace interlock {

struct IndexEntry {
  std::string path;  // from the top of the working tree
  bool executable = false;
};

// The regular files of an index of git, versions 2 to 4, sorted by path.
// Nothing when it is no such index or is cut off.
std::optional<std::vector<IndexEntry>> ParseGitIndex(std::string_view bytes);

// Tells the inputs which files git holds as executable: from the index of the
// repository that the root is in, read as a file; git itself is not run. On a
// folder that no repository holds the disk's own bits count.
void ReadModes(const FileSystem& files, const std::string& root,
               Inputs& inputs);

}  // namespace interlock
