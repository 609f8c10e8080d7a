// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/seams.h"
#include "engine/config.h"
#include "engine/run.h"

namespace interlock {

// Walks the root and reads what interlock understands. What git ignores, what
// the config excludes, .git and node_modules are passed over. Symlinks are
// never followed: a link out of the root cannot bring a file in, and a loop of
// links cannot trap the walk. A file that cannot be read becomes a Problem.
// Files are read on several threads; the result does not depend on how many.
Inputs Discover(const FileSystem& files, const std::string& root,
                const Config& config, unsigned threads);

// The nearest folder at or above `start` that holds .git or .interlock.yml;
// `otherwise` when there is none.
std::string FindRoot(const FileSystem& files, const std::string& start,
                     const std::string& otherwise);

}  // namespace interlock
