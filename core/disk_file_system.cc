// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

#include "core/seams.h"
#include "core/source.h"
#include "core/text.h"

namespace interlock {

namespace {

// strerror_r comes in two kinds: one returns the text, one fills the buffer.
[[maybe_unused]] const char* ErrorText(const char* text, const char*) {
  return text;
}
[[maybe_unused]] const char* ErrorText(int, const char* buffer) {
  return buffer;
}

Error SystemError(const std::string& path, const char* doing, int code) {
  char buffer[256] = "unknown error";
  std::string message = doing;
  message += ": ";
  message += ErrorText(strerror_r(code, buffer, sizeof(buffer)), buffer);
  Error error{message, Printable(path)};
  if (code == ELOOP) error.help = "symbolic links are not followed";
  return error;
}

Error Refusal(const std::string& path, std::string message, std::string help) {
  return {std::move(message), Printable(path), 0, std::move(help)};
}

// A path with a NUL inside would name another file.
std::optional<Error> BadPath(const std::string& path) {
  if (path.find('\0') == std::string::npos) return std::nullopt;
  return Refusal(path, "a path cannot hold a NUL byte", "rename it");
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

int Open(const std::string& path, int flags, mode_t mode = 0) {
  int fd;
  do {
    fd = open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

EntryKind KindOf(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::kFile;
  if (S_ISDIR(mode)) return EntryKind::kFolder;
  if (S_ISLNK(mode)) return EntryKind::kSymlink;
  return EntryKind::kOther;
}

EntryKind KindOf(int folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryKind::kFile;
    case DT_DIR:
      return EntryKind::kFolder;
    case DT_LNK:
      return EntryKind::kSymlink;
    case DT_UNKNOWN:
      break;
    default:
      return EntryKind::kOther;
  }
  struct stat info;
  int failed = fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW);
  return failed != 0 ? EntryKind::kOther : KindOf(info.st_mode);
}

std::string OrHere(const std::string& path) {
  return path.empty() ? "." : path;
}

Error TooLarge(const std::string& path) {
  return Refusal(
      path, "larger than " + std::to_string(kMaxSourceBytes >> 20) + " MiB",
      "exclude it from the check, or split it");
}

// Everything up to the end, which may have moved since `size` was asked for.
Result<std::string> ReadAll(int fd, size_t size, const std::string& path) {
  std::string bytes;
  // One byte more shows the end without a second allocation.
  bytes.resize(size + 1);
  size_t filled = 0;
  while (true) {
    if (filled == bytes.size()) {
      if (filled > kMaxSourceBytes) return TooLarge(path);
      bytes.resize(std::max<size_t>(filled * 2, 4096));
    }
    ssize_t got = read(fd, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError(path, "cannot read", errno);
    if (got == 0) break;
    filled += static_cast<size_t>(got);
  }
  if (filled > kMaxSourceBytes) return TooLarge(path);
  bytes.resize(filled);
  return bytes;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// A name that nobody else uses: this process and a running number.
std::string TemporaryName() {
  static constinit std::atomic<uint64_t> count = 0;
  return ".interlock-" + std::to_string(getpid()) + "-" +
         std::to_string(count.fetch_add(1)) + ".tmp";
}

// How a file is written.
struct Manner {
  mode_t mode;
  bool exact;  // the umask takes nothing away
  bool lasts;  // the disk has it before the caller goes on
};

Status Replace(const std::string& path, std::string_view bytes, Manner manner) {
  if (auto bad = BadPath(path)) return *bad;
  struct stat old;
  bool replaces = lstat(path.c_str(), &old) == 0;
  if (replaces && !S_ISREG(old.st_mode)) {
    return Refusal(path, "cannot write: not a regular file",
                   "remove it, or name another file");
  }
  if (replaces && !manner.exact) {
    manner.mode = old.st_mode & 07777;
    manner.exact = true;
  }
  std::string folder(DirName(path));
  std::string temporary = JoinPath(folder, TemporaryName());
  Descriptor file(Open(temporary, O_WRONLY | O_CREAT | O_EXCL, manner.mode));
  if (!file.ok()) return SystemError(path, "cannot write", errno);
  bool written = (!manner.exact || fchmod(file.get(), manner.mode) == 0) &&
                 WriteAll(file.get(), bytes) &&
                 (!manner.lasts || fsync(file.get()) == 0) &&
                 rename(temporary.c_str(), path.c_str()) == 0;
  if (!written) {
    int failure = errno;
    unlink(temporary.c_str());
    return SystemError(path, "cannot write", failure);
  }
  if (!manner.lasts) return Done{};
  // The new name lasts once the folder is on the disk. Some file systems
  // cannot sync one; the content is whole in any case.
  Descriptor parent(open(OrHere(folder).c_str(), O_RDONLY | O_CLOEXEC));
  if (parent.ok()) fsync(parent.get());
  return Done{};
}

Status MakeAll(const std::string& path, mode_t mode) {
  if (auto bad = BadPath(path)) return *bad;
  for (size_t end = 0; end < path.size();) {
    end = std::min(path.find('/', end + 1), path.size());
    std::string folder = path.substr(0, end);
    if (mkdir(folder.c_str(), mode) == 0) continue;
    int failure = errno;
    // On a read-only file system mkdir may fail so for a folder that is there.
    struct stat info;
    bool there = stat(folder.c_str(), &info) == 0;
    if (there && S_ISDIR(info.st_mode)) continue;
    if (there) failure = ENOTDIR;
    return SystemError(folder, "cannot make the folder", failure);
  }
  return Done{};
}

class PosixFileSystem final : public FileSystem {
 public:
  Result<std::string> Read(const std::string& path) const override;
  Result<std::vector<Entry>> List(const std::string& path) const override;
  Result<FileInfo> Stat(const std::string& path) const override;
  Status Write(const std::string& path, std::string_view bytes) override;
  Status Keep(const std::string& path, std::string_view bytes) override;
  Status MakeFolders(const std::string& path) override;
};

Result<std::string> PosixFileSystem::Read(const std::string& path) const {
  if (auto bad = BadPath(path)) return *bad;
  // O_NONBLOCK: opening a FIFO would otherwise wait for its writer.
  Descriptor file(Open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
  if (!file.ok()) return SystemError(path, "cannot open", errno);
  struct stat info;
  if (fstat(file.get(), &info) != 0) {
    return SystemError(path, "cannot read", errno);
  }
  if (S_ISDIR(info.st_mode)) return SystemError(path, "cannot read", EISDIR);
  if (!S_ISREG(info.st_mode)) {
    return Refusal(path, "not a regular file",
                   "pipes, sockets and devices are not read");
  }
  uint64_t size = static_cast<uint64_t>(info.st_size);
  if (size > kMaxSourceBytes) return TooLarge(path);
  return ReadAll(file.get(), size, path);
}

Result<std::vector<Entry>> PosixFileSystem::List(
    const std::string& path) const {
  if (auto bad = BadPath(path)) return *bad;
  Descriptor file(Open(OrHere(path), O_RDONLY | O_DIRECTORY));
  if (!file.ok()) return SystemError(path, "cannot list", errno);
  DIR* folder = fdopendir(file.get());
  if (folder == nullptr) return SystemError(path, "cannot list", errno);
  int fd = file.Release();
  std::vector<Entry> entries;
  errno = 0;
  while (const dirent* entry = readdir(folder)) {
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      entries.push_back({std::string(name), KindOf(fd, *entry)});
    }
    errno = 0;
  }
  int failure = errno;
  closedir(folder);
  if (failure != 0) return SystemError(path, "cannot list", failure);
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

Result<FileInfo> PosixFileSystem::Stat(const std::string& path) const {
  if (auto bad = BadPath(path)) return *bad;
  struct stat info;
  if (lstat(OrHere(path).c_str(), &info) != 0) {
    return SystemError(path, "cannot stat", errno);
  }
  constexpr mode_t kExecute = S_IXUSR | S_IXGRP | S_IXOTH;
  return FileInfo{KindOf(info.st_mode), static_cast<uint64_t>(info.st_size),
                  S_ISREG(info.st_mode) && (info.st_mode & kExecute) != 0};
}

Status PosixFileSystem::Write(const std::string& path, std::string_view bytes) {
  return Replace(path, bytes, {.mode = 0666, .exact = false, .lasts = true});
}

Status PosixFileSystem::Keep(const std::string& path, std::string_view bytes) {
  Status made = MakeAll(std::string(DirName(path)), 0700);
  if (!made.ok()) return made;
  return Replace(path, bytes, {.mode = 0600, .exact = true, .lasts = false});
}

Status PosixFileSystem::MakeFolders(const std::string& path) {
  return MakeAll(path, 0777);
}

}  // namespace

FileSystem& DiskFileSystem() {
  // Never destroyed, so usable until the very end of the process.
  alignas(PosixFileSystem) static std::byte storage[sizeof(PosixFileSystem)];
  static FileSystem* const disk = new (storage) PosixFileSystem;
  return *disk;
}

}  // namespace interlock
