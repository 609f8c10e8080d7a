// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "parsers/shell/sites.h"

namespace interlock::governance {

// A shell script as a file of its own. It points into the file's text.
struct ShellFile {
  explicit ShellFile(std::string_view text)
      : script(shell::ParseShell(text, arena)), sites(shell::SitesOf(script)) {}

  Arena arena;
  shell::Script script;
  std::vector<shell::Site> sites;
};

// Whether a path is that of a shell script.
bool IsShellPath(std::string_view path);

// The words of a simple command after its name, with "*" for what is only
// known when it runs.
std::vector<std::string_view> ArgumentsOf(const shell::Command& command);

}  // namespace interlock::governance
