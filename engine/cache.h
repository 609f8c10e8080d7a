// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/seams.h"

namespace interlock {

// The findings of one unit of work (all SQL, or all the rest), kept under the
// key of everything they depend on: this build of interlock, the rules and
// their settings, the date, and each input's path and content. One file per
// repository and unit, overwritten: the folder does not grow.
class Cache {
 public:
  // No folder, no cache.
  Cache(FileSystem& files, std::string folder)
      : files_(files), folder_(std::move(folder)) {}

  // The findings stored under `name` if their key is `key`. `sources` maps a
  // path to the source that findings are bound to again.
  std::optional<std::vector<Finding>> Load(
      const std::string& name, std::string_view key,
      const std::map<std::string_view, const Source*>& sources) const;

  // Failing to store is no failure of the run.
  void Store(const std::string& name, std::string_view key,
             const std::vector<Finding>& findings);

 private:
  FileSystem& files_;
  std::string folder_;
};

}  // namespace interlock
