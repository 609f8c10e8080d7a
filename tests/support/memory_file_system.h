// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>

#include "core/seams.h"

namespace interlock::test {

// A disk of files alone, in memory. Folders are whatever stands before a '/'.
class MemoryFileSystem final : public FileSystem {
 public:
  Result<std::string> Read(const std::string& path) const override;
  Result<std::vector<Entry>> List(const std::string& path) const override;
  Result<FileInfo> Stat(const std::string& path) const override;
  Status Write(const std::string& path, std::string_view bytes) override;
  Status Keep(const std::string& path, std::string_view bytes) override;
  Status MakeFolders(const std::string& path) override;

  std::map<std::string, std::string> files;
};

}  // namespace interlock::test
