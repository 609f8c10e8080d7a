// SPDX-License-Identifier: Apache-2.0
#include "engine/git_index.h"

#include <algorithm>

#include "core/text.h"

namespace interlock {
namespace {

// An entry's fixed part: times, device, owner, size, a SHA-1, flags.
constexpr size_t kFixed = 62;
constexpr size_t kModeAt = 24;
constexpr size_t kFlagsAt = 60;
constexpr size_t kHeader = 12;
constexpr size_t kMaxPath = 4096;
// Without an index, no more files than this are asked for their bits.
constexpr size_t kMaxAsked = 5000;

uint32_t Number(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

// How many bytes of the last path go, in version 4: a number in base 128.
std::optional<size_t> TakeDropped(std::string_view bytes, size_t& at) {
  size_t value = 0;
  for (int i = 0; i < 5 && at < bytes.size(); ++i) {
    auto byte = static_cast<unsigned char>(bytes[at++]);
    value = value << 7 | (byte & 0x7F);
    if ((byte & 0x80) == 0) return value;
    ++value;
  }
  return std::nullopt;
}

class IndexReader {
 public:
  explicit IndexReader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::vector<IndexEntry>> Read() {
    if (bytes_.size() < kHeader || !bytes_.starts_with("DIRC")) return {};
    version_ = Number(bytes_, 4);
    if (version_ < 2 || version_ > 4) return {};
    uint32_t count = Number(bytes_, 8);
    at_ = kHeader;
    std::vector<IndexEntry> entries;
    for (uint32_t i = 0; i < count; ++i) {
      if (!ReadEntry(entries)) return {};
    }
    std::ranges::sort(entries, {}, &IndexEntry::path);
    return entries;
  }

 private:
  bool ReadEntry(std::vector<IndexEntry>& entries) {
    size_t begin = at_;
    if (bytes_.size() - at_ < kFixed) return false;
    uint32_t mode = Number(bytes_, at_ + kModeAt);
    auto flags = static_cast<unsigned char>(bytes_[at_ + kFlagsAt]);
    at_ += kFixed;
    bool extended = version_ >= 3 && (flags & 0x40) != 0;
    if (extended) at_ += 2;
    if (version_ == 4) {
      auto dropped = TakeDropped(bytes_, at_);
      if (!dropped || *dropped > path_.size()) return false;
      path_.resize(path_.size() - *dropped);
    } else {
      path_.clear();
    }
    size_t end = bytes_.find('\0', at_);
    if (end == std::string_view::npos) return false;
    path_ += bytes_.substr(at_, end - at_);
    // Shared beginnings are written once, so few bytes could say much.
    if (path_.size() > kMaxPath) return false;
    at_ = end + 1;
    // Padded with NULs to a multiple of eight.
    if (version_ < 4) at_ = begin + (end - begin + 8) / 8 * 8;
    if (at_ > bytes_.size()) return false;
    bool merged = (flags & 0x30) == 0;
    if (merged && (mode >> 12) == 8) {
      entries.push_back({path_, (mode & 0100) != 0});
    }
    return true;
  }

  std::string_view bytes_;
  uint32_t version_ = 0;
  size_t at_ = 0;
  std::string path_;
};

// The folder that a `.git` file names, or "".
std::string LinkedFolder(const FileSystem& files, const std::string& top) {
  auto text = files.Read(JoinPath(top, ".git"));
  if (!text.ok()) return "";
  std::string_view line = Trim(text.value());
  if (!line.starts_with("gitdir:")) return "";
  line = Trim(line.substr(7));
  return line.starts_with('/') ? std::string(line)
                               : JoinPath(top, std::string(line));
}

// The index's bytes and, in `inside`, the root's path below the top.
std::string FindIndex(const FileSystem& files, const std::string& root,
                      std::string& inside) {
  std::string top = root;
  for (int levels = 0; levels < 64 && !top.empty(); ++levels) {
    auto info = files.Stat(JoinPath(top, ".git"));
    if (info.ok()) {
      bool folder = info.value().kind == EntryKind::kFolder;
      std::string git =
          folder ? JoinPath(top, ".git") : LinkedFolder(files, top);
      if (git.empty()) return "";
      auto bytes = files.Read(JoinPath(git, "index"));
      return bytes.ok() ? std::move(bytes).value() : std::string();
    }
    size_t slash = top.rfind('/');
    if (slash == std::string::npos || slash == 0) return "";
    inside = JoinPath(top.substr(slash + 1), inside);
    top.resize(slash);
  }
  return "";
}

bool MayBeScript(std::string_view path) {
  constexpr std::string_view kExtensions[] = {"",    ".sh", ".bash", ".py",
                                              ".pl", ".rb", ".js",   ".mjs"};
  return std::ranges::find(kExtensions, Extension(path)) !=
         std::end(kExtensions);
}

// Only workflows and actions run files by their paths.
bool RunsFiles(const Inputs& inputs) {
  return std::ranges::any_of(inputs.files, [](const InputText& input) {
    return input.path.starts_with(".github/workflows/") ||
           BaseName(input.path).starts_with("action.y");
  });
}

void AskDisk(const FileSystem& files, const std::string& root, Inputs& inputs) {
  size_t asked = 0;
  for (const std::string& path : inputs.other_paths) {
    if (!MayBeScript(path) || ++asked > kMaxAsked) continue;
    auto info = files.Stat(JoinPath(root, path));
    if (!info.ok() || info.value().kind != EntryKind::kFile) continue;
    (info.value().executable ? inputs.executable : inputs.plain)
        .push_back(path);
  }
}

}  // namespace

std::optional<std::vector<IndexEntry>> ParseGitIndex(std::string_view bytes) {
  return IndexReader(bytes).Read();
}

void ReadModes(const FileSystem& files, const std::string& root,
               Inputs& inputs) {
  if (!RunsFiles(inputs)) return;
  std::string inside;
  auto entries = ParseGitIndex(FindIndex(files, root, inside));
  if (!entries) return AskDisk(files, root, inputs);
  std::string folder = inside.empty() ? "" : inside + "/";
  for (const IndexEntry& entry : *entries) {
    if (!entry.path.starts_with(folder)) continue;
    std::string path = entry.path.substr(folder.size());
    (entry.executable ? inputs.executable : inputs.plain)
        .push_back(std::move(path));
  }
}

}  // namespace interlock
