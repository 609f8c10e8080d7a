// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/templates.h"
#include "core/text.h"
#include "engine/config.h"

namespace interlock::cli {
namespace {

struct Template {
  std::string_view path;
  std::string_view flag;  // empty: always written
  std::string_view text;
};

constexpr Template kTemplates[] = {
    {kConfigName, "", kConfigTemplate},
    {".pre-commit-config.yaml", "pre-commit", kHookTemplate},
    {".github/workflows/interlock.yml", "workflow", kWorkflowTemplate},
};

}  // namespace

int RunInit(const Arguments& arguments, World& world) {
  if (arguments.words().size() > 1) {
    return Complain(world, {"init takes one folder, or none"});
  }
  std::string folder =
      arguments.words().empty() ? world.folder : arguments.words().front();
  int code = kClean;
  for (const Template& one : kTemplates) {
    if (!one.flag.empty() && !arguments.Has(one.flag)) continue;
    std::string path = JoinPath(folder, one.path);
    if (world.files.Stat(path).ok() && !arguments.Has("force")) {
      code = Complain(
          world, {"the file exists", path, 0, "give --force to write over it"});
      continue;
    }
    Status made = world.files.MakeFolders(std::string(DirName(path)));
    if (!made.ok()) return Complain(world, made.error());
    Status written = world.files.Write(path, one.text);
    if (!written.ok()) return Complain(world, written.error());
    world.out.Write(fmt::format("wrote {}\n", path));
  }
  return code;
}

}  // namespace interlock::cli
