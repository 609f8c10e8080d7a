// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <vector>

#include "cli/commands.h"
#include "cli/facts_effects.h"
#include "cli/rule_page.h"
#include "core/text.h"
#include "rules/registry.h"

namespace interlock::cli {
namespace {

// The SQL examples of a rule's documentation, and what each does to a server.
std::string ExampleEffects(std::string_view docs) {
  std::string out;
  std::string_view left = docs;
  while (true) {
    size_t fence = left.find("```sql,");
    if (fence == left.npos) break;
    left.remove_prefix(fence + 7);
    size_t line = left.find('\n');
    size_t end = left.find("\n```", line);
    if (line == left.npos || end == left.npos) break;
    bool bad = left.starts_with("bad");
    Source source("example.sql",
                  std::string(left.substr(line + 1, end - line)));
    left.remove_prefix(end + 4);
    sql::SqlFile file = ParseSql(source, sql::Framework::kPlain);
    sql::Script script(nullptr, file, {});
    std::string table = EffectsTable(script);
    if (table.empty()) continue;
    out +=
        fmt::format("\n{} example, on PostgreSQL {}:\n{}", bad ? "Bad" : "Good",
                    ProjectSettings().pg_version, table);
  }
  return out.empty() ? out : "\n## What the examples do\n" + out;
}

}  // namespace

int RunExplain(const Arguments& arguments, World& world) {
  if (arguments.words().size() != 1) {
    return Complain(
        world,
        {"explain takes one rule", {}, 0, "`interlock rules` lists them all"});
  }
  const std::string& id = arguments.words().front();
  const Rule* rule = FindRule(id);
  if (rule == nullptr) {
    std::vector<std::string_view> ids;
    for (const Rule* one : AllRules()) ids.push_back(one->info->id);
    std::string_view near = Nearest(id, ids);
    return Complain(world,
                    {fmt::format("there is no rule '{}'", Printable(id)),
                     {},
                     0,
                     near.empty() ? "`interlock rules` lists them all"
                                  : fmt::format("did you mean '{}'?", near)});
  }
  world.out.Write(RulePage(*rule->info));
  world.out.Write(ExampleEffects(rule->info->docs));
  return kClean;
}

}  // namespace interlock::cli
