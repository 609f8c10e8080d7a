// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

#include "engine/readiness.h"

// Where to look for what a phase asks for. Each takes the first place, in the
// order of the paths.
namespace interlock::readiness {

using Words = std::initializer_list<std::string_view>;

// One thing that a phase asks for, where to find it and how to get it.
struct Ask {
  int phase;
  std::string_view what;
  std::string_view next;
  Evidence (*find)(const Project& project);
};
std::span<const Ask> Asks();  // in the order of the phases

Evidence At(const Source& source, uint32_t offset);
// A path of the repository that one of the globs matches.
Evidence PathLike(const Project& project, Words globs);
// A line of a workflow or a local action that says one of the words and is no
// comment; `event` narrows it to workflows with that trigger.
Evidence WorkflowSays(const Project& project, Words words,
                      std::string_view event = {});
// The same for scripts.
Evidence ScriptSays(const Project& project, Words words);
// A key of release.yml, slo.yml or db.yml: "canary.steps".
Evidence ConfigHas(const Project& project, std::string_view name,
                   std::string_view key);

Evidence ProtectedBranch(const Project& project);
Evidence ReviewedEnvironment(const Project& project);
Evidence TagRuleset(const Project& project);
Evidence PullRequestWorkflow(const Project& project);
Evidence ReusableWorkflow(const Project& project);
Evidence PreviewJob(const Project& project);
Evidence PreviewCleanup(const Project& project);
// A job that deploys to an environment of one of these names.
Evidence DeploysTo(const Project& project, Words environments);
Evidence Dashboard(const Project& project);
Evidence Alerts(const Project& project);
Evidence Renovate(const Project& project);

}  // namespace interlock::readiness
