// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "support.h"

namespace interlock::workflow {

inline std::vector<std::string> Messages(const std::vector<Problem>& problems) {
  std::vector<std::string> messages;
  for (const Problem& problem : problems) {
    if (problem.kind != ProblemKind::kInputUnused) {
      messages.push_back(problem.message);
    }
  }
  return messages;
}

inline std::vector<std::string> Of(const std::string& yaml) {
  Repository repository;
  repository.Add("ci.yml", yaml);
  return Messages(repository.Set().ProblemsOf(".github/workflows/ci.yml"));
}

// A job with these lines, each indented by four.
inline std::vector<std::string> OfJob(const std::string& lines) {
  return Of("on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n" + lines);
}

inline std::vector<std::string> OfSteps(const std::string& lines) {
  return OfJob("    steps:\n" + lines);
}

inline std::vector<std::string> OfAction(const std::string& yaml) {
  Repository repository;
  repository.Add("act/action.yml", "name: x\ndescription: y\n" + yaml);
  return Messages(repository.Set().ProblemsOf("act/action.yml"));
}

inline constexpr char kRest[] = R"(
jobs:
  a: {runs-on: ubuntu-latest, steps: [run: x]}
)";
inline std::vector<std::string> OfEvents(const std::string& events) {
  return Of("on:\n" + events + kRest);
}

}  // namespace interlock::workflow
