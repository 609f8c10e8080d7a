// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <vector>

#include "cli/commands.h"
#include "cli/rule_page.h"
#include "core/text.h"
#include "rules/registry.h"

namespace interlock::cli {

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
  return kClean;
}

}  // namespace interlock::cli
