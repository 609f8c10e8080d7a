// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

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
  }
  return kClean;
}

}  // namespace interlock::cli
