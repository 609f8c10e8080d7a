// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/shell/shell.h"

namespace interlock::shell {

// One command of a script, of any kind, and what is known of how it runs.
struct Site {
  const Command* command = nullptr;
  const Pipeline* pipeline = nullptr;
  uint32_t place = 0;  // in its pipeline
  // What runs when it fails: the item after the next `||` of its chain.
  const Item* fallback = nullptr;
  // `set -e` does not act on its failure: a condition, negated, in the
  // background, or on the left of `&&` or `||`.
  bool excused = false;
  bool condition = false;    // of if, while or until
  bool maybe = false;        // in a branch, a loop, or behind && and ||
  bool in_function = false;  // runs where the function is called
  bool in_substitution = false;
  bool in_subshell = false;

  bool last_of_pipe() const { return place + 1 == pipeline->commands.size(); }
};

// All commands in the order in which they begin, substitutions included.
std::vector<Site> SitesOf(const Script& script);

// The name that a simple command runs, or "" when it is not known: without
// `sudo`, `env`, `command`, `exec`, `time`, `nohup` and `xargs` before it.
// `first` becomes the index of that word.
inline std::string_view CommandName(const Command& command,
                                    size_t* first = nullptr) {
  if (first != nullptr) *first = command.program_word;
  return command.program;
}

}  // namespace interlock::shell
