// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>
#include <vector>

#include "analyzers/config/schema.h"
#include "cli/commands.h"
#include "cli/man_page.h"
#include "cli/rule_page.h"
#include "core/text.h"
#include "engine/config.h"
#include "rules/registry.h"

namespace interlock::cli {
namespace {

constexpr std::string_view kMade =
    "<!-- SPDX-License-Identifier: Apache-2.0 -->\n"
    "<!-- Made by `interlock docs`; change the rule, not this page. -->\n\n";

using Page = std::pair<std::string, std::string>;  // path, text

std::vector<Page> Pages() {
  std::vector<Page> pages;
  pages.emplace_back("rules.md", std::string(kMade) + RuleIndex());
  for (const Rule* rule : AllRules()) {
    pages.emplace_back(fmt::format("rules/{}.md", rule->info->id),
                       std::string(kMade) + RulePage(*rule->info));
  }
  StringWriter schema;
  WriteConfigSchema(schema);
  pages.emplace_back("interlock.schema.json", schema.text());
  for (config::Sort sort : config::kSorts) {
    std::string name(config::NameOf(sort));
    name.resize(name.size() - std::string_view(".yml").size());
    pages.emplace_back(name + ".schema.json", config::JsonSchema(sort));
  }
  pages.emplace_back("interlock.1", ManPage());
  return pages;
}

}  // namespace

int RunDocs(const Arguments& arguments, World& world) {
  if (arguments.words().size() != 1) {
    return Complain(world, {"docs takes the folder to write into"});
  }
  const std::string& folder = arguments.words().front();
  bool check = arguments.Has("check"), differs = false;
  if (!check) {
    Status made = world.files.MakeFolders(JoinPath(folder, "rules"));
    if (!made.ok()) return Complain(world, made.error());
  }
  for (const auto& [path, text] : Pages()) {
    std::string whole = JoinPath(folder, path);
    auto now = world.files.Read(whole);
    if (now.ok() && now.value() == text) continue;
    differs = true;
    if (check) {
      world.err.Write(fmt::format("{} is out of date\n", whole));
      continue;
    }
    Status written = world.files.Write(whole, text);
    if (!written.ok()) return Complain(world, written.error());
  }
  if (check && differs) {
    world.err.Write(
        fmt::format("interlock: run `interlock docs {}`\n", folder));
    return kFindings;
  }
  return kClean;
}

}  // namespace interlock::cli
