// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The files of a repository that say which tool runs the SQL beside or below
// them, by folder: looked up for every SQL file, so gathered once.
namespace interlock::sql {

enum class Marker : uint8_t {
  kCargo,           // Cargo.toml
  kGoModule,        // go.mod
  kNodePackage,     // package.json
  kHasura,          // config.yaml
  kDiesel,          // diesel.toml
  kAtlas,           // atlas.sum
  kDrizzleJournal,  // meta/_journal.json: stands in the folder above meta
  kSqitch,          // sqitch.plan
  kPrismaLock,      // migration_lock.toml
  kPrisma,          // migration.sql
};
inline constexpr size_t kMarkerCount = 10;

class Markers {
 public:
  // Keeps views of the paths.
  explicit Markers(std::span<const std::string> paths);

  bool Has(std::string_view folder, Marker marker) const;
  // The nearest folder at or above `folder` that has it.
  std::optional<std::string_view> Above(std::string_view folder,
                                        Marker marker) const;

 private:
  const std::vector<std::string_view>& Of(Marker marker) const {
    return folders_[static_cast<size_t>(marker)];
  }

  std::array<std::vector<std::string_view>, kMarkerCount> folders_;  // sorted
};

}  // namespace interlock::sql
