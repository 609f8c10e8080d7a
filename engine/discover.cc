// SPDX-License-Identifier: Apache-2.0
#include "engine/discover.h"

#include <algorithm>

#include "core/text.h"
#include "engine/ignore.h"

namespace interlock {
namespace {

constexpr int kMaxFolderDepth = 128;
constexpr std::string_view kNeverEntered[] = {".git", ".hg", ".svn",
                                              "node_modules"};
// JSON with any name may hold a protection; larger ones never do.
constexpr uint64_t kMaxSniffedBytes = 256 << 10;

class Walk {
 public:
  Walk(const FileSystem& files, std::string root, const Config& config,
       Inputs& out)
      : files_(files), root_(std::move(root)), config_(config), out_(out) {}

  // Recursion is as deep as folders are, and bounded.
  void Enter(const std::string& folder, int depth) {
    auto entries = files_.List(Absolute(folder));
    if (!entries.ok()) {
      out_.problems.push_back(
          {folder.empty() ? "." : folder, entries.error().message});
      return;
    }
    if (depth > kMaxFolderDepth) {
      out_.problems.push_back({folder, "folders nest deeper than 128"});
      return;
    }
    bool pushed = PushIgnores(folder, entries.value());
    for (const Entry& entry : entries.value()) {
      Visit(JoinPath(folder, entry.name), entry, depth);
    }
    if (pushed) ignores_.Pop();
  }

 private:
  std::string Absolute(const std::string& path) const {
    return path.empty() ? root_ : JoinPath(root_, path);
  }

  bool PushIgnores(const std::string& folder,
                   const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      if (entry.name != ".gitignore" || entry.kind != EntryKind::kFile) {
        continue;
      }
      auto text = files_.Read(Absolute(JoinPath(folder, entry.name)));
      if (!text.ok()) return false;
      ignores_.Push(folder, text.value());
      return true;
    }
    return false;
  }

  bool Excluded(const std::string& path) const {
    return std::ranges::any_of(config_.exclude, [&](const std::string& glob) {
      return GlobMatch(glob, path);
    });
  }

  void Visit(const std::string& path, const Entry& entry, int depth) {
    if (ignores_.Ignores(path, entry.kind) || Excluded(path)) return;
    if (entry.kind == EntryKind::kFolder) {
      if (std::ranges::find(kNeverEntered, entry.name) ==
          std::end(kNeverEntered)) {
        Enter(path, depth + 1);
      }
      return;
    }
    if (entry.kind != EntryKind::kFile || !Read(path)) {
      out_.other_paths.push_back(path);
    }
  }

  // True when the file became an input.
  bool Read(const std::string& path) {
    FileKind kind = Classify(path, "");
    bool sniff = kind == FileKind::kOther && path.ends_with(".json");
    if (kind == FileKind::kOther && !sniff) return false;
    auto info = files_.Stat(Absolute(path));
    if (sniff && (!info.ok() || info.value().size > kMaxSniffedBytes)) {
      return false;
    }
    auto text = files_.Read(Absolute(path));
    if (!text.ok()) {
      out_.problems.push_back({path, text.error().message});
      return false;
    }
    if (sniff && Classify(path, text.value()) == FileKind::kOther) {
      return false;
    }
    bool executable = info.ok() && info.value().executable;
    out_.files.push_back({path, std::move(text).value(), executable});
    return true;
  }

  const FileSystem& files_;
  std::string root_;
  const Config& config_;
  Inputs& out_;
  IgnoreStack ignores_;
};

bool Holds(const FileSystem& files, const std::string& folder) {
  return files.Stat(JoinPath(folder, ".git")).ok() ||
         files.Stat(JoinPath(folder, kConfigName)).ok();
}

}  // namespace

Inputs Discover(const FileSystem& files, const std::string& root,
                const Config& config) {
  Inputs inputs;
  Walk(files, root, config, inputs).Enter("", 0);
  return inputs;
}

std::string FindRoot(const FileSystem& files, const std::string& start) {
  std::string folder = start;
  while (true) {
    if (Holds(files, folder)) return folder;
    size_t slash = folder.find_last_of('/');
    if (slash == std::string::npos || folder == "/") return start;
    folder = slash == 0 ? "/" : folder.substr(0, slash);
  }
}

}  // namespace interlock
