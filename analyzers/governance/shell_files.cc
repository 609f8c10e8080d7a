// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/shell_files.h"

#include "core/text.h"

namespace interlock::governance {

bool IsShellPath(std::string_view path) {
  std::string_view extension = Extension(path);
  return extension == ".sh" || extension == ".bash";
}

std::vector<std::string_view> ArgumentsOf(const shell::Command& command) {
  std::vector<std::string_view> out;
  size_t first = 0;
  if (shell::CommandName(command, &first).empty()) return out;
  for (size_t i = first + 1; i < command.words.size(); ++i) {
    out.push_back(command.words[i].sketch);
  }
  return out;
}

}  // namespace interlock::governance
