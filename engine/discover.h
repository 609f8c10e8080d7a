// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

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

// JSON and YAML of any name may hold a protection or a manifest: a file that
// its path does not tell, but whose text may. Larger ones are not read.
inline constexpr uint64_t kMaxSniffedBytes = 8 << 20;
bool OnlyTextTells(std::string_view path);

// Whether the walk leaves a path out by its name alone: what the config
// excludes, itself or a folder above it, and what stands below node_modules
// and the like.
bool PassedOver(const Config& config, std::string_view path);

// The nearest folder at or above `start` that holds .git or .interlock.yml;
// `otherwise` when there is none.
std::string FindRoot(const FileSystem& files, const std::string& start,
                     const std::string& otherwise);

}  // namespace interlock
