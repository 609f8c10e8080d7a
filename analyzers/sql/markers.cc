// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/markers.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kNames[kMarkerCount] = {
    "Cargo.toml",          "go.mod",        "package.json",  "config.yaml",
    "diesel.toml",         "atlas.sum",     "_journal.json", "sqitch.plan",
    "migration_lock.toml", "migration.sql",
};
constexpr int kMaxFolders = 64;

}  // namespace

Markers::Markers(std::span<const std::string> paths) {
  for (const std::string& path : paths) {
    std::string_view name = BaseName(path);
    auto known = std::ranges::find(kNames, name);
    if (known == std::end(kNames)) continue;
    std::string_view folder = DirName(path);
    size_t marker = static_cast<size_t>(known - std::begin(kNames));
    if (marker == static_cast<size_t>(Marker::kDrizzleJournal)) {
      if (BaseName(folder) != "meta") continue;
      folder = DirName(folder);
    }
    folders_[marker].push_back(folder);
  }
  for (auto& folders : folders_) std::ranges::sort(folders);
}

bool Markers::Has(std::string_view folder, Marker marker) const {
  return std::ranges::binary_search(Of(marker), folder);
}

std::optional<std::string_view> Markers::Above(std::string_view folder,
                                               Marker marker) const {
  if (Of(marker).empty()) return std::nullopt;
  for (int depth = 0; depth < kMaxFolders; ++depth) {
    if (Has(folder, marker)) return folder;
    if (folder.empty()) break;
    folder = DirName(folder);
  }
  return std::nullopt;
}

}  // namespace interlock::sql
