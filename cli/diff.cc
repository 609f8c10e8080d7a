// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "analyzers/protection/difference.h"
#include "cli/commands.h"
#include "cli/diff_side.h"
#include "cli/unified_diff.h"
#include "core/json_writer.h"
#include "core/line_index.h"
#include "core/text.h"
#include "core/thread_pool.h"

namespace interlock::cli {
namespace {

using protection::Difference;
using protection::FollowUp;
using protection::Ground;
using protection::NamedCheck;

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
  const Side& tree = after.tree() ? after : before;
  bool known = !stated.empty();
  std::string branch = known ? stated : tree.project->settings.default_branch;
  if (before.tree() && after.tree()) {
    outcome.difference =
        protection::DifferenceOf(*before.project->workflows,
                                 *after.project->workflows, {branch, !known});
    outcome.follow_ups = protection::FollowUpsOf(
        outcome.difference,
        GroundOf(after, *after.project->protections, branch));
    return outcome;
  }
  const Side& file = after.tree() ? before : after;
  outcome.follow_ups =
      protection::FollowUpsOf(GroundOf(tree, file.protections, branch));
  return outcome;
}

}  // namespace

int RunDiff(const Arguments& arguments, World& world) {
  int threads = static_cast<int>(DefaultThreads());
  if (arguments.Has("threads") &&
      !ReadNumber(arguments.Value("threads"), 1, 256, threads)) {
    return Complain(world, Error{"--threads takes a number from 1 to 256"});
  }
  Side before;
  Side after;
  Status opened =
      SideOpener(world, static_cast<unsigned>(threads))
          .Open(arguments.words(),
                arguments.Has("since")
                    ? std::optional<std::string>(arguments.Value("since"))
                    : std::nullopt,
                before, after);
  if (!opened.ok()) return Complain(world, opened.error());
  if (!before.tree() && !after.tree()) {
    return Complain(world, Error{"both are files, and one must be a tree"});
  }
  bool partial = false;
  for (const Side* side : {&before, &after}) {
    for (const Problem& problem : side->report.problems) {
      partial = true;
      world.err.Write(fmt::format("interlock: {}: {}\n",
                                  Printable(problem.path),
                                  Printable(problem.message)));
    }
  }
  Outcome outcome = Compare(before, after, arguments.Value("branch"));
  if (arguments.Has("json")) {
    WriteJson(outcome, world);
  } else {
    WriteText(outcome, world);
  }
  if (!outcome.follow_ups.empty()) return kFindings;
  return partial ? kPartial : kClean;
}

}  // namespace interlock::cli
