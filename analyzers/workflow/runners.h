// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

enum class System : uint8_t { kAny, kLinux, kWindows, kMacos };
std::string_view NameOf(System system);  // "Linux"

enum class RunnerState : uint8_t {
  kThere,
  kGone,  // taken away
  kOwn,   // a label that every self-hosted runner of that system has
};

struct RunnerInfo {
  std::string_view label;
  System system;
  RunnerState state;
};
// Ignores case, as GitHub does. Null for labels that are not GitHub's.
const RunnerInfo* FindRunner(std::string_view label);
// Labels of GitHub's own runners that are there.
std::vector<std::string_view> HostedLabels();
// Has the form of such a label, with some other version or a slip in it.
bool LooksHosted(std::string_view label);

// The labels that a job may ask for: those written, and those of the matrix
// where `runs-on` is just `${{ matrix.key }}`. Expressions are left out.
std::vector<Text> PossibleLabels(const Job& job);
// The system that the job runs on in any case; kAny when it is not known.
System SystemOf(const Job& job);

}  // namespace interlock::workflow
