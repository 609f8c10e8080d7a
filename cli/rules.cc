// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/commands.h"
#include "core/json_writer.h"
#include "core/text.h"
#include "rules/registry.h"

namespace interlock::cli {
namespace {

void WriteJson(World& world) {
  JsonWriter json(world.out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1).Key("rules").BeginArray();
  for (const Rule* rule : AllRules()) {
    const RuleInfo& info = *rule->info;
    json.BeginObject().Field("id", info.id).Field("summary", info.summary);
    json.Field("category", Name(info.category));
    json.Field("severity", Name(info.severity));
    json.Field("confidence", Name(info.confidence));
    json.Field("persona", Name(info.persona));
    json.Field("scope", Name(info.scope));
    json.Field("status", Name(info.status)).Field("fix", Name(info.fix));
    json.Field("since", info.since).Key("peers").BeginArray();
    for (std::string_view peer : Split(info.peers, ' ')) {
      if (!peer.empty()) json.String(peer);
    }
    json.EndArray().Key("tags").BeginArray();
    for (std::string_view tag : Split(info.tags, ' ')) {
      if (!tag.empty()) json.String(tag);
    }
    json.EndArray().Key("options").BeginArray();
    for (const OptionInfo& option : info.options) {
      json.BeginObject().Field("name", option.name);
      json.Field("default", option.fallback);
      json.Field("summary", option.summary).EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  json.Flush();
  world.out.Write("\n");
}

// "also squawk:a atlas:b", over lines that fit a terminal.
std::string PeersOf(const RuleInfo& info) {
  constexpr size_t kWidth = 78;
  std::string out;
  size_t column = 0;
  for (std::string_view peer : Split(info.peers, ' ')) {
    if (peer.empty()) continue;
    bool fits = column > 0 && column + 1 + peer.size() <= kWidth;
    out += column == 0 ? "    also " : fits ? " " : "\n         ";
    column = fits ? column + 1 : 9;
    out += peer;
    column += peer.size();
  }
  return out.empty() ? out : out + '\n';
}

}  // namespace

int RunRules(const Arguments& arguments, World& world) {
  if (arguments.Has("json")) {
    WriteJson(world);
    return kClean;
  }
  size_t width = 0;
  for (const Rule* rule : AllRules()) {
    width = std::max(width, rule->info->id.size());
  }
  for (const Rule* rule : AllRules()) {
    const RuleInfo& info = *rule->info;
    world.out.Write(fmt::format("{:<{}}  {:<7}  {}\n", info.id, width,
                                Name(info.severity), info.summary));
    if (arguments.Has("peers")) world.out.Write(PeersOf(info));
  }
  return kClean;
}

}  // namespace interlock::cli
