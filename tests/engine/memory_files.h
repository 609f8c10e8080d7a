// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/seams.h"
#include "core/text.h"

namespace interlock::testing {

// A file system in memory. Paths are absolute; folders exist by their files.
class MemoryFiles final : public FileSystem {
 public:
  std::map<std::string, std::string> files;
  std::set<std::string> links;       // symlinks, wherever they lead
  std::set<std::string> unreadable;  // exist, but cannot be read
  bool read_only = false;

  Result<std::string> Read(const std::string& path) const override {
    auto at = files.find(path);
    if (at == files.end()) return Error{"no such file", path};
    if (unreadable.contains(path)) return Error{"permission denied", path};
    return at->second;
  }

  Result<std::vector<Entry>> List(const std::string& path) const override {
    std::string base = path == "/" ? path : path + "/";
    std::map<std::string, EntryKind> found;
    for (const auto& [file, text] : files) {
      if (!file.starts_with(base)) continue;
      std::string rest = file.substr(base.size());
      size_t slash = rest.find('/');
      found[rest.substr(0, slash)] =
          slash == std::string::npos ? EntryKind::kFile : EntryKind::kFolder;
    }
    for (const std::string& link : links) {
      if (DirName(link) == path) {
        found[std::string(BaseName(link))] = EntryKind::kSymlink;
      }
    }
    std::vector<Entry> entries;
    for (const auto& [name, kind] : found) entries.push_back({name, kind});
    return entries;
  }

  Result<FileInfo> Stat(const std::string& path) const override {
    auto at = files.find(path);
    if (at != files.end()) {
      return FileInfo{EntryKind::kFile, at->second.size(), false};
    }
    for (const auto& [file, text] : files) {
      if (file.starts_with(path + "/")) {
        return FileInfo{EntryKind::kFolder, 0, false};
      }
    }
    return Error{"no such file", path};
  }

  Status Write(const std::string& path, std::string_view bytes) override {
    if (read_only) return Error{"read-only file system", path};
    files[path] = std::string(bytes);
    return Done{};
  }
  Status Keep(const std::string& path, std::string_view bytes) override {
    return Write(path, bytes);
  }
  Status MakeFolders(const std::string&) override { return Done{}; }
};

}  // namespace interlock::testing
