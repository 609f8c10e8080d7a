// SPDX-License-Identifier: Apache-2.0
#include "engine/git.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "engine/discover.h"
#include "engine/git_command.h"
#include "engine/process.h"

namespace interlock {

Result<std::vector<std::string>> Staged(const std::string& root) {
  return GitWords(GitCommand(
      root, {"diff", "--name-only", "-z", "--relative", "--cached",
             "--no-ext-diff", "--no-textconv", "--diff-filter=d", "--"}));
}

namespace {

struct Blob {
  std::string path;
  std::string id;
  bool executable;
};

// "100644 <id> 0\t<path>" per entry.
Result<std::vector<Blob>> IndexEntries(const std::string& root) {
  auto lines = GitWords(GitCommand(root, {"ls-files", "-z", "--stage"}));
  if (!lines.ok()) return lines.error();
  std::vector<Blob> blobs;
  for (const std::string& line : lines.value()) {
    size_t tab = line.find('\t');
    auto words = Split(std::string_view(line).substr(0, tab), ' ');
    if (tab == std::string::npos || words.size() != 3) continue;
    if (!words[0].starts_with("100") || words[2] != "0") continue;
    blobs.push_back(
        {line.substr(tab + 1), std::string(words[1]), words[0] == "100755"});
  }
  std::ranges::sort(blobs, {}, &Blob::path);
  return blobs;
}

// Files that git does not know are no part of a commit; those that are gone
// from the disk but not from the index are.
void TakeIndexPaths(const std::vector<Blob>& blobs, const Config& config,
                    Inputs& inputs) {
  std::set<std::string> seen;
  std::erase_if(inputs.files, [&](const InputText& input) {
    return !std::ranges::binary_search(blobs, input.path, {}, &Blob::path);
  });
  for (const InputText& input : inputs.files) seen.insert(input.path);
  for (const Blob& blob : blobs) {
    if (!seen.contains(blob.path) && !PassedOver(config, blob.path) &&
        Classify(blob.path, "") != FileKind::kOther) {
      inputs.files.push_back({blob.path, "", false});
    }
  }
}

}  // namespace

Status UseIndex(const std::string& root, const Config& config, Inputs& inputs) {
  auto entries = IndexEntries(root);
  if (!entries.ok()) return entries.error();
  TakeIndexPaths(entries.value(), config, inputs);
  std::string wanted;
  std::vector<std::pair<InputText*, const Blob*>> pairs;
  for (InputText& input : inputs.files) {
    auto at =
        std::ranges::lower_bound(entries.value(), input.path, {}, &Blob::path);
    if (at == entries.value().end() || at->path != input.path) continue;
    wanted += at->id + "\n";
    pairs.emplace_back(&input, &*at);
  }
  auto batch = RunProcess(GitCommand(root, {"cat-file", "--batch"}), wanted);
  if (!batch.ok()) return batch.error();
  std::string_view rest = batch.value();
  for (auto [input, blob] : pairs) {
    if (!TakeBlob(rest, input->bytes)) {
      return Error{"git gave no content of " + Printable(input->path),
                   {},
                   0,
                   "run `git fsck`"};
    }
    input->executable = blob->executable;
  }
  return Done{};
}

namespace {

// Migrations, and what may be an automation, a workflow or a protection.
bool WorthComparing(const std::string& path) {
  return Classify(path, "") == FileKind::kSql || OnlyTextTells(path) ||
         path.ends_with(".tf");
}

// "M\0path\0": what happened to each path since `from`.
Status ReadStatus(const std::string& root, const std::string& from,
                  ChangedFiles& out, std::vector<std::string>& old) {
  auto words = GitWords(GitCommand(
      root, {"diff", "--name-status", "-z", "--relative", "--no-ext-diff",
             "--no-textconv", "--no-renames", "--end-of-options", from, "--"}));
  if (!words.ok()) return words.error();
  const auto& all = words.value();
  for (size_t i = 0; i + 1 < all.size(); i += 2) {
    const std::string& path = all[i + 1];
    out.paths.push_back(path);
    if (all[i] == "A") {
      out.added.push_back(path);
    } else if (WorthComparing(path)) {
      old.push_back(path);
    }
  }
  return Done{};
}

// The text of each path at `from`. A path with a line break is left out: it
// cannot be asked for.
Status ReadOld(const std::string& root, const std::string& from,
               std::vector<std::string> paths, ChangedFiles& out) {
  std::erase_if(paths, [](const std::string& path) {
    return path.find('\n') != path.npos;
  });
  if (paths.empty()) return Done{};
  std::string wanted;
  for (const std::string& path : paths) wanted += from + ":./" + path + "\n";
  auto batch = RunProcess(GitCommand(root, {"cat-file", "--batch"}), wanted);
  if (!batch.ok()) return batch.error();
  std::string_view rest = batch.value();
  for (const std::string& path : paths) {
    InputText one{path, "", false};
    if (TakeMissing(rest)) continue;
    if (!TakeBlob(rest, one.bytes)) break;  // a link, or no file by now
    out.old.push_back(std::move(one));
  }
  return Done{};
}

}  // namespace

Result<ChangedFiles> ChangedSince(const std::string& root,
                                  const std::string& ref) {
  if (ref.empty() || ref.front() == '-') {
    return Error{fmt::format("'{}' is no git revision", Printable(ref)),
                 {},
                 0,
                 "give --since a branch, tag or commit"};
  }
  // What happened to `ref` after this branch left it is not this branch's.
  auto base = RunProcess(
      GitCommand(root, {"merge-base", "--end-of-options", ref, "HEAD"}), "");
  std::string from = base.ok() ? std::string(Trim(base.value())) : ref;
  ChangedFiles changed;
  std::vector<std::string> old;
  Status read = ReadStatus(root, from, changed, old);
  if (!read.ok()) return read.error();
  auto added = GitWords(
      GitCommand(root, {"ls-files", "-z", "--others", "--exclude-standard"}));
  if (!added.ok()) return added.error();
  for (std::string& path : added.value()) {
    changed.paths.push_back(path);
    changed.added.push_back(std::move(path));
  }
  read = ReadOld(root, from, std::move(old), changed);
  if (!read.ok()) return read.error();
  return changed;
}

}  // namespace interlock
