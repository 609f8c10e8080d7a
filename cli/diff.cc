// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "analyzers/protection/difference.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/unified_diff.h"
#include "core/json_writer.h"
#include "core/line_index.h"
#include "core/text.h"
#include "core/thread_pool.h"
#include "engine/config_reader.h"
#include "engine/discover.h"
#include "parsers/json/json.h"
#include "parsers/text/hcl.h"
#include "parsers/yaml/yaml.h"

namespace interlock::cli {
namespace {

using protection::Difference;
using protection::FollowUp;
using protection::Ground;
using protection::NamedCheck;

// One side of the comparison: a folder as facts, or a file of protections.
struct Side {
  std::string path;  // absolute
  bool folder = false;
  Config config;
  Report report;
  std::unique_ptr<Project> project;
  std::unique_ptr<Source> source;
  std::unique_ptr<Document> document;
  protection::ProtectionSet protections;
};

Status OpenFolder(Side& side, unsigned threads, World& world) {
  std::string config = JoinPath(side.path, kConfigName);
  if (world.files.Stat(config).ok()) {
    auto text = world.files.Read(config);
    if (!text.ok()) return text.error();
    auto source = std::make_unique<Source>(std::string(kConfigName),
                                           std::move(text).value());
    auto errors = ReadConfig(std::move(source), side.config);
    if (!errors.empty()) return errors.front();
  }
  RunOptions options;
  options.threads = threads;
  options.today = world.clock.Today();
  options.root = side.path;
  Inputs inputs = Discover(world.files, side.path, side.config, threads);
  side.project = std::make_unique<Project>(
      Analyze(std::move(inputs), side.config, options, side.report));
  return Done{};
}

Status OpenFile(Side& side, const std::string& word, World& world) {
  auto text = world.files.Read(side.path);
  if (!text.ok()) return text.error();
  side.source = std::make_unique<Source>(word, std::move(text).value());
  std::string end = AsciiLower(Extension(word));
  Document document = end == ".tf" ? ParseHcl(*side.source)
                      : end == ".yml" || end == ".yaml"
                          ? ParseYaml(*side.source)
                          : ParseJson(*side.source, JsonDialect::kStrict);
  if (!document.ok()) {
    return Error{"cannot be read: " + document.errors.front().message, word, 0,
                 "give a folder, or an export of protections as JSON"};
  }
  side.document = std::make_unique<Document>(std::move(document));
  side.protections.Add(*side.document);
  if (!side.protections.protections.empty()) return Done{};
  return Error{"states no protection", word, 0,
               "give what GitHub's API answers for a branch's protection or "
               "for rulesets"};
}

Status Open(const std::string& word, unsigned threads, Side& side,
            World& world) {
  side.path = Absolute(world, word);
  auto info = world.files.Stat(side.path);
  if (word.empty() || !info.ok()) {
    return Error{fmt::format("'{}' does not exist", Printable(word))};
  }
  side.folder = info.value().kind == EntryKind::kFolder;
  return side.folder ? OpenFolder(side, threads, world)
                     : OpenFile(side, word, world);
}

// What one comparison comes to.
struct Outcome {
  Difference difference;
  std::vector<FollowUp> follow_ups;
};

std::string Names(const std::vector<NamedCheck>& list) {
  std::string text;
  for (const NamedCheck& one : list) {
    text += (text.empty() ? "" : ", ") + Printable(one.name);
  }
  return text;
}

std::string From(const NamedCheck& one) {
  return fmt::format("{} (job {})", Printable(one.check->workflow().path()),
                     Printable(one.check->job().id.text));
}

uint32_t LineOf(const FollowUp& one) {
  LineIndex lines(one.protection->source->text());
  return lines.Locate(one.context->span().begin, ColumnUnit::kUtf8).line;
}

// All edits of each file, as one patch.
std::string PatchOf(const std::vector<FollowUp>& all) {
  std::map<std::string, std::vector<Edit>> edits;
  std::map<std::string, const Source*> sources;
  for (const FollowUp& one : all) {
    if (!one.edits) continue;
    const Source* source = one.protection->source;
    sources[source->path()] = source;
    auto& list = edits[source->path()];
    list.insert(list.end(), one.edits->begin(), one.edits->end());
  }
  std::string patch;
  for (auto& [path, list] : edits) {
    std::ranges::sort(list, [](const Edit& a, const Edit& b) {
      return a.span.begin > b.span.begin;
    });
    std::string before(sources[path]->text());
    std::string after = before;
    uint32_t limit = static_cast<uint32_t>(after.size()) + 1;
    for (const Edit& edit : list) {
      // Of edits that touch each other the later one is left to a person.
      if (edit.span.end > limit) continue;
      after.replace(edit.span.begin, edit.span.size(), edit.text);
      limit = edit.span.begin;
    }
    patch += UnifiedDiff(path, before, after);
  }
  return patch;
}

void WriteText(const Outcome& outcome, World& world) {
  const Difference& difference = outcome.difference;
  for (const auto& one : difference.renamed) {
    world.out.Write(fmt::format("renamed  {} -> {}  {}\n",
                                Printable(one.from.name), Names(one.to),
                                From(one.to.front())));
  }
  for (const NamedCheck& one : difference.lost) {
    world.out.Write(
        fmt::format("lost     {}  {}\n", Printable(one.name), From(one)));
  }
  for (const NamedCheck& one : difference.gained) {
    world.out.Write(
        fmt::format("gained   {}  {}\n", Printable(one.name), From(one)));
  }
  for (const NamedCheck& one : difference.unsure) {
    world.out.Write(
        fmt::format("unsure   {}  {}: only the run decides the names there\n",
                    Printable(one.name), From(one)));
  }
  if (difference.empty() && outcome.follow_ups.empty()) {
    world.out.Write("no check changes its name\n");
  }
  for (const FollowUp& one : outcome.follow_ups) {
    std::string what = "remove it, no job reports it";
    if (!one.names.empty()) {
      what = "require " + Printable(Join(one.names, ", ")) + " instead";
    }
    world.out.Write(fmt::format("{}:{}: required check '{}': {}{}\n",
                                Printable(one.protection->source->path()),
                                LineOf(one), Printable(one.context->name), what,
                                one.edits ? "" : " (by hand)"));
  }
  world.out.Write(PatchOf(outcome.follow_ups));
}

void WriteList(std::string_view key, const std::vector<NamedCheck>& list,
               JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const NamedCheck& one : list) {
    json.BeginObject().Field("context", one.name);
    json.BoolField("exact", one.check->name.exact());
    json.Field("workflow", one.check->workflow().path());
    json.Field("job", one.check->job().id.text).EndObject();
  }
  json.EndArray();
}

void WriteJson(const Outcome& outcome, World& world) {
  JsonWriter json(world.out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1);
  WriteList("gained", outcome.difference.gained, json);
  WriteList("lost", outcome.difference.lost, json);
  json.Key("renamed").BeginArray();
  for (const auto& one : outcome.difference.renamed) {
    json.BeginObject().Field("from", one.from.name);
    WriteList("to", one.to, json);
    json.EndObject();
  }
  json.EndArray();
  WriteList("unsure", outcome.difference.unsure, json);
  json.Key("edits").BeginArray();
  for (const FollowUp& one : outcome.follow_ups) {
    json.BeginObject().Field("path", one.protection->source->path());
    json.IntField("line", LineOf(one));
    json.Field("context", one.context->name);
    json.Field("action", one.names.empty() ? "remove" : "rename");
    json.Key("to").BeginArray();
    for (const std::string& name : one.names) json.String(name);
    json.EndArray();
    json.BoolField("in_patch", one.edits.has_value()).EndObject();
  }
  json.EndArray();
  json.Field("patch", PatchOf(outcome.follow_ups)).EndObject();
  json.Flush();
  world.out.Write("\n");
}

Ground GroundOf(const Side& tree, const protection::ProtectionSet& protections,
                std::string_view branch) {
  return {*tree.project->workflows, protections, branch, &tree.project->paths};
}

Outcome Compare(const Side& before, const Side& after,
                const std::string& stated) {
  Outcome outcome;
  const Side& tree = after.folder ? after : before;
  bool known = !stated.empty();
  std::string branch = known ? stated : tree.project->settings.default_branch;
  if (before.folder && after.folder) {
    outcome.difference =
        protection::DifferenceOf(*before.project->workflows,
                                 *after.project->workflows, {branch, !known});
    outcome.follow_ups = protection::FollowUpsOf(
        outcome.difference,
        GroundOf(after, *after.project->protections, branch));
    return outcome;
  }
  const Side& file = after.folder ? before : after;
  outcome.follow_ups =
      protection::FollowUpsOf(GroundOf(tree, file.protections, branch));
  return outcome;
}

}  // namespace

int RunDiff(const Arguments& arguments, World& world) {
  if (arguments.words().size() != 2) {
    return Complain(
        world,
        Error{"diff takes two paths", {}, 0, "interlock diff BEFORE AFTER"});
  }
  int threads = static_cast<int>(DefaultThreads());
  if (arguments.Has("threads") &&
      !ReadNumber(arguments.Value("threads"), 1, 256, threads)) {
    return Complain(world, Error{"--threads takes a number from 1 to 256"});
  }
  Side before;
  Side after;
  for (auto [word, side] : {std::pair(0, &before), std::pair(1, &after)}) {
    Status opened = Open(arguments.words()[static_cast<size_t>(word)],
                         static_cast<unsigned>(threads), *side, world);
    if (!opened.ok()) return Complain(world, opened.error());
  }
  if (!before.folder && !after.folder) {
    return Complain(world, Error{"both are files, and one must be a folder"});
  }
  Outcome outcome = Compare(before, after, arguments.Value("branch"));
  if (arguments.Has("json")) {
    WriteJson(outcome, world);
  } else {
    WriteText(outcome, world);
  }
  if (!outcome.follow_ups.empty()) return kFindings;
  bool partial =
      !before.report.problems.empty() || !after.report.problems.empty();
  return partial ? kPartial : kClean;
}

}  // namespace interlock::cli
