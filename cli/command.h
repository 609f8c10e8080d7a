// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.h"
#include "core/attic.h"
#include "core/seams.h"

namespace interlock::cli {

// How a run ends.
enum ExitCode : int {
  kClean = 0,
  kFindings = 1,   // at or above --fail-on
  kUsage = 2,      // the command line or the config is wrong
  kNothing = 3,    // nothing to check was found
  kPartial = 4,    // some input could not be analysed
  kInternal = 70,  // a bug of interlock's
};

// What a command may touch: handed in, so that tests can replace each.
struct World {
  FileSystem& files;
  Clock& clock;
  Writer& out;
  Writer& err;
  std::string folder;  // the current one, absolute; "" when it is gone
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  // A variable of the environment, or "".
  std::string (*variable)(const char* name);
  std::string (*read_stdin)();
  // For what a command is done with.
  Attic attic = {};
};

struct Command {
  std::string_view name;
  std::string_view words;    // "[PATH...]"
  std::string_view summary;  // one line
  std::string_view details;  // paragraphs for --help
  std::span<const Flag> flags;
  int (*run)(const Arguments& arguments, World& world);
};

// The one table: dispatch, help, completion and docs are made from it.
std::span<const Command> Commands();
const Command* FindCommand(std::string_view name);

// Runs `arguments` (without the program's name) and returns the exit code.
int RunCommandLine(std::span<const std::string> arguments, World& world);

std::string HelpText();
std::string HelpText(const Command& command);

// Prints an error the same way everywhere, and returns kUsage.
int Complain(World& world, const Error& error);

}  // namespace interlock::cli
