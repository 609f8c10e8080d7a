// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

enum class ActionLife : uint8_t {
  kUsed,
  kRefused,  // GitHub fails the job that uses it
};

// One major version of a widely used action.
struct KnownAction {
  std::string_view name;  // owner/repository, with the path if there is one
  int major;
  std::string_view runtime;   // node20, composite, docker
  std::string_view inputs;    // separated by spaces; "*": not known
  std::string_view required;  // those without a default
  ActionLife life;
  int newest;  // the newest major version that is known
};

// The action that a step uses, where the table holds its version. Null for
// branches, commits and versions that it does not hold.
const KnownAction* FindKnownAction(const Uses& uses);

}  // namespace interlock::workflow
