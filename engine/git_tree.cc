// SPDX-License-Identifier: Apache-2.0
#include "engine/git_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/source.h"
#include "core/text.h"
#include "engine/discover.h"
#include "engine/git_command.h"
#include "engine/process.h"

namespace interlock {
namespace {

Error NoRevision(const std::string& revision) {
  return {fmt::format("'{}' is no git revision", Printable(revision)),
          {},
          0,
          "give a branch, tag or commit of this repository"};
}

// "100644 blob <id>    <size>\t<path>": one entry of `git ls-tree --long`.
struct TreeEntry {
  std::string path;
  std::string id;
  uint64_t size = 0;
  bool executable = false;
  bool file = false;  // no link, no submodule
};

TreeEntry ReadEntry(std::string_view line) {
  TreeEntry entry;
  size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return entry;
  entry.path = std::string(line.substr(tab + 1));
  std::vector<std::string_view> words;
  for (std::string_view word : Split(line.substr(0, tab), ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  if (words.size() != 4 || words[1] != "blob") return entry;
  entry.file = words[0].starts_with("100");
  entry.executable = words[0] == "100755";
  entry.id = std::string(words[2]);
  std::from_chars(words[3].data(), words[3].data() + words[3].size(),
                  entry.size);
  return entry;
}

// Sorts an entry out by its path and size, as Discover does: true asks for its
// text.
bool Wanted(const TreeEntry& entry, FileKind kind, Inputs& inputs) {
  bool sniff = kind == FileKind::kOther && OnlyTextTells(entry.path);
  bool read = entry.file && (sniff || kind != FileKind::kOther);
  uint64_t most = sniff ? kMaxSniffedBytes : kMaxSourceBytes;
  if (read && entry.size > most) {
    read = false;
    // Padding must not hide a protection.
    if (!sniff || entry.path.starts_with(".github/")) {
      inputs.problems.push_back(
          {entry.path,
           fmt::format("larger than {} MiB: not looked into", most >> 20)});
    }
  }
  if (!read) inputs.other_paths.push_back(entry.path);
  return read;
}

Status ReadTexts(const std::string& root, const std::vector<TreeEntry>& wanted,
                 const Config& config, Inputs& inputs) {
  std::string ids;
  for (const TreeEntry& entry : wanted) ids += entry.id + "\n";
  auto batch = RunProcess(GitCommand(root, {"cat-file", "--batch"}), ids);
  if (!batch.ok()) return batch.error();
  std::string_view rest = batch.value();
  for (const TreeEntry& entry : wanted) {
    InputText text{entry.path, "", entry.executable};
    if (TakeMissing(rest)) {
      inputs.problems.push_back({entry.path, "git does not hold its content"});
      inputs.other_paths.push_back(entry.path);
      continue;
    }
    if (!TakeBlob(rest, text.bytes)) {
      return Error{"git gave no content of " + Printable(entry.path),
                   {},
                   0,
                   "run `git fsck`"};
    }
    if (OnlyTextTells(entry.path) &&
        KindOf(entry.path, text.bytes, config.project) == FileKind::kOther) {
      inputs.other_paths.push_back(entry.path);
    } else {
      inputs.files.push_back(std::move(text));
    }
  }
  return Done{};
}

}  // namespace

Result<std::string> CommitOf(const std::string& root,
                             const std::string& revision) {
  if (revision.empty() || revision.front() == '-') return NoRevision(revision);
  auto id = RunProcess(GitCommand(root, {"rev-parse", "--verify", "--quiet",
                                         revision + "^{commit}"}),
                       "");
  if (!id.ok()) return NoRevision(revision);
  return std::string(Trim(id.value()));
}

Result<std::string> ForkPoint(const std::string& root,
                              const std::string& revision,
                              const std::string& other) {
  auto one = CommitOf(root, revision);
  if (!one.ok()) return one.error();
  auto two = CommitOf(root, other);
  if (!two.ok()) return two.error();
  auto base = RunProcess(
      GitCommand(root, {"merge-base", one.value(), two.value()}), "");
  return base.ok() ? std::string(Trim(base.value())) : one.value();
}

std::optional<Result<Range>> RangeOf(const std::string& root,
                                     const std::string& word) {
  size_t dots = word.find("..");
  if (dots == std::string::npos) return std::nullopt;
  bool fork = word.substr(dots).starts_with("...");
  std::string before = word.substr(0, dots);
  std::string after = word.substr(dots + (fork ? 3 : 2));
  if (before.empty()) before = "HEAD";
  if (after.empty()) after = "HEAD";
  auto from = fork ? ForkPoint(root, before, after) : CommitOf(root, before);
  if (!from.ok()) return Result<Range>(from.error());
  auto to = CommitOf(root, after);
  if (!to.ok()) return Result<Range>(to.error());
  return Result<Range>(Range{from.value(), to.value()});
}

std::optional<std::string> TextAt(const std::string& root,
                                  const std::string& commit,
                                  const std::string& path) {
  auto text = RunProcess(
      GitCommand(root, {"cat-file", "blob", commit + ":./" + path}), "");
  if (!text.ok()) return std::nullopt;
  return std::move(text).value();
}

Result<Inputs> TreeAt(const std::string& root, const std::string& commit,
                      const Config& config) {
  auto lines =
      GitWords(GitCommand(root, {"ls-tree", "-r", "-z", "--long", commit}));
  if (!lines.ok()) return lines.error();
  Inputs inputs;
  std::vector<TreeEntry> wanted;
  for (const std::string& line : lines.value()) {
    TreeEntry entry = ReadEntry(line);
    if (entry.path.empty() || PassedOver(config, entry.path)) continue;
    FileKind kind = KindOf(entry.path, "", config.project);
    if (Wanted(entry, kind, inputs)) wanted.push_back(std::move(entry));
  }
  Status read = ReadTexts(root, wanted, config, inputs);
  if (!read.ok()) return read.error();
  std::ranges::sort(inputs.other_paths);
  return inputs;
}

}  // namespace interlock
