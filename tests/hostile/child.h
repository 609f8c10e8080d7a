// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace interlock::test {

// How a run of the real binary ended. It was given a wall clock, after which
// it is killed, and a limit of address space unless it has a sanitizer in it.
struct Ended {
  int exit = -1;  // its code, or -1 when a signal ended it
  int signal = 0;
  double cpu = 0;  // seconds
  double wall = 0;
  double peak = 0;  // resident MB
  std::string out;
  std::string err;

  std::string all() const { return out + err; }
};

// Runs `interlock ARGUMENTS` in `folder`. The binary is the build's own, or
// what INTERLOCK_BINARY names.
Ended RunInterlock(const std::string& folder,
                   const std::vector<std::string>& arguments);

// What sanitizers cost: limits are multiplied by it.
int Patience();

}  // namespace interlock::test
