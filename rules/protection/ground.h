// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/project/project.h"
#include "analyzers/protection/verdict.h"
#include "core/text.h"
#include "rules/rule.h"

namespace interlock::protection {

// What the rules of this pack judge against.
inline Ground GroundOf(const Context& context) {
  const Project& project = context.project;
  return {*project.workflows, *project.protections,
          project.settings.default_branch, &project.paths};
}

// What a required context comes to, of a protection that gates.
inline const Verdict& VerdictOf(const RequiredContext& required,
                                const Context& context) {
  return context.project.verdicts->Of(required);
}

// The branch that a protection is for, as a message names it.
inline std::string BranchText(const Protection& protection) {
  if (protection.branches.empty()) return "this branch";
  const std::string& first = protection.branches.front();
  if (first == "~DEFAULT_BRANCH") return "the default branch";
  if (first == "~ALL") return "all branches";
  return "'" + Printable(first) + "'";
}

}  // namespace interlock::protection
