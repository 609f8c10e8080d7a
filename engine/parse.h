// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "core/hash.h"
#include "engine/run.h"

namespace interlock {

// Where parsed files are kept from run to run.
struct ParseCache {
  FileSystem& files;
  std::string path;
  // Of each file of the project, what its text hashes to.
  std::span<const Digest> texts;
};

// Parses the baselines and those files of the project that are wanted, each on
// any thread. Without a cache, every one of them anew.
void Parse(Project& project, const std::vector<bool>& wanted,
           const RunOptions& options, const ParseCache* cache = nullptr);

}  // namespace interlock
