// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memory_file_system.h"

namespace interlock::test {
namespace {

std::string AsFolder(const std::string& path) {
  return path.empty() || path.ends_with('/') ? path : path + "/";
}

}  // namespace

Result<std::string> MemoryFileSystem::Read(const std::string& path) const {
  auto at = files.find(path);
  if (at == files.end()) return Error{"no such file", path};
  return at->second;
}

Result<std::vector<Entry>> MemoryFileSystem::List(
    const std::string& path) const {
  std::string folder = AsFolder(path);
  std::vector<Entry> entries;
  for (auto at = files.lower_bound(folder);
       at != files.end() && at->first.starts_with(folder); ++at) {
    std::string rest = at->first.substr(folder.size());
    size_t slash = rest.find('/');
    Entry entry{rest.substr(0, slash), slash == std::string::npos
                                           ? EntryKind::kFile
                                           : EntryKind::kFolder};
    if (entries.empty() || entries.back().name != entry.name) {
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

Result<FileInfo> MemoryFileSystem::Stat(const std::string& path) const {
  auto at = files.find(path);
  if (at != files.end()) {
    return FileInfo{EntryKind::kFile, at->second.size(), false};
  }
  auto below = files.lower_bound(AsFolder(path));
  if (below != files.end() && below->first.starts_with(AsFolder(path))) {
    return FileInfo{EntryKind::kFolder, 0, false};
  }
  return Error{"no such file", path};
}

Status MemoryFileSystem::Write(const std::string& path,
                               std::string_view bytes) {
  files[path] = bytes;
  return Done{};
}

Status MemoryFileSystem::Keep(const std::string& path, std::string_view bytes) {
  return Write(path, bytes);
}

Status MemoryFileSystem::MakeFolders(const std::string&) { return Done{}; }

}  // namespace interlock::test
