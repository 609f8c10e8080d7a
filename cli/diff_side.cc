// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_side.h"

#include <fmt/format.h>

#include "cli/session.h"
#include "core/text.h"
#include "engine/config_reader.h"
#include "engine/discover.h"
#include "engine/git_tree.h"
#include "parsers/json/json.h"
#include "parsers/text/hcl.h"
#include "parsers/text/toml.h"
#include "parsers/yaml/yaml.h"

namespace interlock::cli {
namespace {

Status TakeConfig(std::string text, Config& config) {
  auto source =
      std::make_unique<Source>(std::string(kConfigName), std::move(text));
  auto errors = ReadConfig(std::move(source), config);
  if (!errors.empty()) return errors.front();
  return Done{};
}

// Check names come from workflows and protections alone: a long history of
// migrations is not replayed for them.
void KeepWhatNames(const ProjectSettings& settings, Inputs& inputs) {
  std::vector<InputText> kept;
  for (InputText& input : inputs.files) {
    FileKind kind = KindOf(input.path, input.bytes, settings);
    if (kind == FileKind::kWorkflow || kind == FileKind::kAction ||
        kind == FileKind::kProtection || kind == FileKind::kTerraform) {
      kept.push_back(std::move(input));
    } else {
      inputs.other_paths.push_back(std::move(input.path));
    }
  }
  inputs.files = std::move(kept);
}

void Read(Inputs inputs, unsigned threads, World& world, Side& side) {
  KeepWhatNames(side.config.project, inputs);
  RunOptions options;
  options.threads = threads;
  options.today = world.clock.Today();
  side.project = std::make_unique<Project>(
      Analyze(std::move(inputs), side.config, options, side.report));
}

}  // namespace

Status SideOpener::Open(const std::vector<std::string>& words,
                        const std::optional<std::string>& since, Side& before,
                        Side& after) {
  if (since) {
    if (!words.empty()) {
      return Error{"--since compares with the work tree: no more is given"};
    }
    auto fork = ForkPoint(Root(), *since, "HEAD");
    if (!fork.ok()) return fork.error();
    Status opened = OpenCommit(fork.value(), before);
    return opened.ok() ? OpenFolder(Root(), after) : opened;
  }
  if (words.size() == 1) {
    auto range = RangeOf(Root(), words[0]);
    if (range && !range->ok()) return range->error();
    if (range) {
      Status opened = OpenCommit(range->value().before, before);
      return opened.ok() ? OpenCommit(range->value().after, after) : opened;
    }
  }
  if (words.size() != 2) {
    return Error{"diff takes two paths or revisions",
                 {},
                 0,
                 "interlock diff BEFORE AFTER, interlock diff A..B or "
                 "interlock diff --since REV"};
  }
  Status opened = OpenWord(words[0], before);
  return opened.ok() ? OpenWord(words[1], after) : opened;
}

const std::string& SideOpener::Root() {
  if (root_.empty()) {
    root_ = FindRoot(world_.files, world_.folder, world_.folder);
  }
  return root_;
}

// A path goes before a revision of the same name.
Status SideOpener::OpenWord(const std::string& word, Side& side) {
  std::string path = Absolute(world_, word);
  auto info = world_.files.Stat(path);
  if (!word.empty() && info.ok()) {
    bool folder = info.value().kind == EntryKind::kFolder;
    return folder ? OpenFolder(path, side) : OpenFile(path, word, side);
  }
  auto commit = CommitOf(Root(), word);
  if (commit.ok()) return OpenCommit(commit.value(), side);
  return Error{fmt::format("'{}' does not exist, and is no git revision",
                           Printable(word))};
}

Status SideOpener::OpenFolder(const std::string& path, Side& side) {
  std::string config = JoinPath(path, kConfigName);
  if (world_.files.Stat(config).ok()) {
    auto text = world_.files.Read(config);
    if (!text.ok()) return text.error();
    Status taken = TakeConfig(std::move(text).value(), side.config);
    if (!taken.ok()) return taken;
  }
  Read(Discover(world_.files, path, side.config, threads_), threads_, world_,
       side);
  return Done{};
}

Status SideOpener::OpenCommit(const std::string& commit, Side& side) {
  if (auto text = TextAt(Root(), commit, std::string(kConfigName))) {
    Status taken = TakeConfig(*std::move(text), side.config);
    if (!taken.ok()) return taken;
  }
  auto inputs = TreeAt(Root(), commit, side.config);
  if (!inputs.ok()) return inputs.error();
  Read(std::move(inputs).value(), threads_, world_, side);
  return Done{};
}

Status SideOpener::OpenFile(const std::string& path, const std::string& word,
                            Side& side) {
  auto text = world_.files.Read(path);
  if (!text.ok()) return text.error();
  side.source = std::make_unique<Source>(word, std::move(text).value());
  std::string end = AsciiLower(Extension(word));
  Document document = end == ".tf"     ? ParseHcl(*side.source)
                      : end == ".toml" ? ParseToml(*side.source)
                      : end == ".yml" || end == ".yaml"
                          ? ParseYaml(*side.source)
                          : ParseJson(*side.source, JsonDialect::kStrict);
  if (!document.ok()) {
    return Error{"cannot be read: " + document.errors.front().message, word, 0,
                 "give a folder, or an export of protections as JSON"};
  }
  side.document = std::make_unique<Document>(std::move(document));
  side.protections.Add(*side.document);
  // Where one file is for one repository, who names it says which.
  for (protection::Protection& one : side.protections.protections) {
    if (one.form == protection::Form::kContexts) one.maybe_elsewhere = false;
  }
  if (!side.protections.protections.empty()) return Done{};
  return Error{"states no protection", word, 0,
               "give what GitHub's API answers for a branch's protection or "
               "for rulesets"};
}

}  // namespace interlock::cli
