// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/command.h"
#include "engine/config.h"
#include "engine/run.h"

namespace interlock::cli {

// What the flags that read a repository come to.
struct Session {
  std::string root;    // absolute
  std::string prefix;  // the root as seen from the current folder, "" or "a/"
  Config config;
  Inputs inputs;
  RunOptions options;
  // Paths were given, and no input lies in them.
  bool nothing_in_paths = false;
};

// An absolute path without "." and ".."; relative ones start at the current
// folder.
std::string Absolute(const World& world, std::string_view path);

// Finds the root, reads the config, the files and standard input, and works
// out which findings to report. On failure it has already complained and
// `code` says how to exit.
bool OpenSession(const Arguments& arguments, World& world, Session& session,
                 int& code);

}  // namespace interlock::cli
