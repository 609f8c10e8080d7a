// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"

namespace interlock {

enum class EntryKind : uint8_t { kFile, kFolder, kSymlink, kOther };

struct Entry {
  std::string name;
  EntryKind kind;
};

struct FileInfo {
  EntryKind kind;
  uint64_t size;
  bool executable;
};

// The seams to the outside world: the only virtual classes.

// Read and write files. Paths are as given; "" is the current folder. A path
// whose last part is a symlink is refused, never followed: "link/." names the
// folder behind it. Safe to use from several threads.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // A regular file of at most kMaxSourceBytes. Never waits for a pipe.
  virtual Result<std::string> Read(const std::string& path) const = 0;
  // Names in byte order, without "." and "..".
  virtual Result<std::vector<Entry>> List(const std::string& path) const = 0;
  virtual Result<FileInfo> Stat(const std::string& path) const = 0;  // lstat
  // Writes a temporary file beside it, then renames: never half a file, also
  // when the power fails. Keeps the permissions of the file it replaces.
  virtual Status Write(const std::string& path, std::string_view bytes) = 0;
  // Keeps what can be made again: in folders that are made as needed, for this
  // user's eyes alone, and without waiting for the disk. Whole like what Write
  // leaves, unless the power fails.
  virtual Status Keep(const std::string& path, std::string_view bytes) = 0;
  // The folder and those above it that are missing.
  virtual Status MakeFolders(const std::string& path) = 0;
};

// The real one.
FileSystem& DiskFileSystem();

// Where a reporter's bytes go.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void Write(std::string_view bytes) = 0;
};

class StringWriter final : public Writer {
 public:
  void Write(std::string_view bytes) override { text_ += bytes; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Date Today() const = 0;             // in UTC
  virtual uint64_t Milliseconds() const = 0;  // monotonic
};
Clock& SystemClock();

}  // namespace interlock
