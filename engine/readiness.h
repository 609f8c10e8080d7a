// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/project/project.h"
#include "core/finding.h"

namespace interlock {

// Where something is, as evidence that it is there.
struct Evidence {
  const std::string* path = nullptr;  // null: it was not found
  uint32_t line = 1;

  bool found() const { return path != nullptr; }
};

// One thing that a phase asks for.
struct ReadinessItem {
  std::string what;
  Evidence evidence;
  std::string next;  // how to get it; empty when it is there
};

// One phase of a safe roll-out, in the order in which teams take them.
struct ReadinessPhase {
  int number;
  std::string_view title;
  std::vector<ReadinessItem> items;

  size_t met() const;
  bool complete() const { return met() == items.size(); }
};

// What this repository has of each phase. Findings of a phase's rules that are
// errors count as something that is missing. What only a server knows, whether
// a protection is in force for one, is not judged.
std::vector<ReadinessPhase> JudgeReadiness(
    const Project& project, const std::vector<Finding>& findings);

}  // namespace interlock
