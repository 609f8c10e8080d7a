// SPDX-License-Identifier: Apache-2.0
#include "engine/discover.h"

#include <algorithm>

#include "core/text.h"
#include "core/thread_pool.h"
#include "engine/ignore.h"

namespace interlock {
namespace {

constexpr int kMaxFolderDepth = 128;
constexpr std::string_view kNeverEntered[] = {".git", ".hg", ".svn",
                                              "node_modules"};
bool NeverEntered(std::string_view name) {
  return std::ranges::find(kNeverEntered, name) != std::end(kNeverEntered);
}

bool Excluded(const Config& config, std::string_view path) {
  return std::ranges::any_of(config.exclude, [&](const std::string& glob) {
    return GlobMatch(glob, path);
  });
}

// A file to read. kOther: only its text can tell what it is.
struct Wanted {
  std::string path;
  FileKind kind;
};

class Walk {
 public:
  Walk(const FileSystem& files, std::string root, const Config& config,
       Inputs& out, std::vector<Wanted>& wanted)
      : files_(files),
        root_(std::move(root)),
        config_(config),
        out_(out),
        wanted_(wanted) {}

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

  void Visit(const std::string& path, const Entry& entry, int depth) {
    if (ignores_.Ignores(path, entry.kind) || Excluded(config_, path)) return;
    if (entry.kind == EntryKind::kFolder) {
      if (!NeverEntered(entry.name)) Enter(path, depth + 1);
      return;
    }
    FileKind kind = KindOf(path, "", config_.project);
    bool sniff = kind == FileKind::kOther && OnlyTextTells(path);
    if (entry.kind == EntryKind::kFile && (kind != FileKind::kOther || sniff)) {
      wanted_.push_back({path, kind});
    } else {
      out_.other_paths.push_back(path);
    }
  }

  const FileSystem& files_;
  std::string root_;
  const Config& config_;
  Inputs& out_;
  std::vector<Wanted>& wanted_;
  IgnoreStack ignores_;
};

// What reading one file came to: text, or why there is none.
struct Outcome {
  InputText text;
  std::string problem;
  bool other = false;  // of no kind that is looked into
};

Outcome ReadOne(const FileSystem& files, const std::string& root,
                const Wanted& wanted) {
  std::string whole = JoinPath(root, wanted.path);
  Outcome outcome;
  outcome.text.path = wanted.path;
  bool sniff = wanted.kind == FileKind::kOther;
  FileInfo info{EntryKind::kFile, 0, false};
  // Nobody asks whether SQL can be executed.
  if (wanted.kind != FileKind::kSql) {
    if (auto found = files.Stat(whole); found.ok()) info = found.value();
  }
  if (sniff && info.size > kMaxSniffedBytes) {
    // Padding must not hide a protection.
    if (wanted.path.starts_with(".github/")) {
      outcome.problem = "larger than 8 MiB: not looked into";
    }
    outcome.other = outcome.problem.empty();
    return outcome;
  }
  auto text = files.Read(whole);
  if (!text.ok()) {
    outcome.problem = text.error().message;
    return outcome;
  }
  outcome.text.executable = info.executable;
  outcome.text.bytes = std::move(text).value();
  outcome.other =
      sniff && Classify(wanted.path, outcome.text.bytes) == FileKind::kOther;
  return outcome;
}

void ReadAll(const FileSystem& files, const std::string& root,
             const std::vector<Wanted>& wanted, unsigned threads,
             Inputs& inputs) {
  std::vector<Outcome> outcomes(wanted.size());
  ParallelFor(wanted.size(), threads, [&](size_t i) {
    outcomes[i] = ReadOne(files, root, wanted[i]);
    if (outcomes[i].other) outcomes[i].text.bytes = {};
  });
  for (Outcome& outcome : outcomes) {
    const std::string& path = outcome.text.path;
    if (!outcome.problem.empty()) {
      inputs.problems.push_back({path, outcome.problem});
      inputs.other_paths.push_back(path);
    } else if (outcome.other) {
      inputs.other_paths.push_back(path);
    } else {
      inputs.files.push_back(std::move(outcome.text));
    }
  }
  std::ranges::sort(inputs.other_paths);
}

bool Holds(const FileSystem& files, const std::string& folder) {
  return files.Stat(JoinPath(folder, ".git")).ok() ||
         files.Stat(JoinPath(folder, kConfigName)).ok();
}

}  // namespace

Inputs Discover(const FileSystem& files, const std::string& root,
                const Config& config, unsigned threads) {
  Inputs inputs;
  std::vector<Wanted> wanted;
  Walk(files, root, config, inputs, wanted).Enter("", 0);
  ReadAll(files, root, wanted, threads, inputs);
  return inputs;
}

bool OnlyTextTells(std::string_view path) {
  if (path.ends_with(".xml")) return path.find("uppress") != path.npos;
  return path.ends_with(".json") || path.ends_with(".yaml") ||
         path.ends_with(".yml");
}

bool PassedOver(const Config& config, std::string_view path) {
  if (Excluded(config, path)) return true;
  for (std::string_view above = DirName(path); !above.empty();
       above = DirName(above)) {
    if (NeverEntered(BaseName(above)) || Excluded(config, above)) return true;
  }
  return false;
}

std::string FindRoot(const FileSystem& files, const std::string& start,
                     const std::string& otherwise) {
  std::string folder = start;
  while (true) {
    if (Holds(files, folder)) return folder;
    size_t slash = folder.find_last_of('/');
    if (slash == std::string::npos || folder == "/") {
      return otherwise;
    }
    folder = slash == 0 ? "/" : folder.substr(0, slash);
  }
}

}  // namespace interlock
