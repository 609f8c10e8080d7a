// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/external.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace interlock::protection {
namespace {

// Whole names of checks that well-known apps report.
constexpr auto kNames =
    std::to_array<std::string_view>({"dco",
                                     "cla",
                                     "codeql",
                                     "copilot",
                                     "copilot review",
                                     "copilot code review",
                                     "wip",
                                     "vercel",
                                     "netlify",
                                     "codecov",
                                     "sonarcloud",
                                     "sonarcloud code analysis",
                                     "sonarqube code analysis",
                                     "gitguardian security checks",
                                     "codacy static code analysis",
                                     "codefactor",
                                     "deepsource",
                                     "pre-commit.ci - pr",
                                     "easycla",
                                     "renovate/stability-days",
                                     "cloudflare pages",
                                     "socket security: "
                                     "pull request alerts",
                                     "graphite / mergeability_check"});

// Names that begin so.
constexpr auto kPrefixes =
    std::to_array<std::string_view>({"codecov/",
                                     "coverage/coveralls",
                                     "ci/circleci",
                                     "license/cla",
                                     "license/snyk",
                                     "security/snyk",
                                     "continuous-integration/",
                                     "buildkite/",
                                     "netlify/",
                                     "deploy/netlify",
                                     "vercel ",
                                     "travis ci",
                                     "appveyor",
                                     "codeclimate",
                                     "deepsource:",
                                     "verification/cla",
                                     "docs/readthedocs",
                                     "atlantis/",
                                     "hcp terraform/",
                                     "terraform cloud/",
                                     "spacelift/",
                                     "percy/",
                                     "buildbot/",
                                     "concourse-ci/",
                                     "ci/gitlab/",
                                     "ci/semaphoreci/",
                                     "whitesource ",
                                     "mend "});

}  // namespace

Foreign LooksForeign(std::string_view context) {
  std::string lower = AsciiLower(Trim(context));
  if (std::ranges::find(kNames, lower) != kNames.end()) return Foreign::kYes;
  bool prefix = std::ranges::any_of(kPrefixes, [&](std::string_view start) {
    return lower.starts_with(start);
  });
  if (prefix) return Foreign::kYes;
  // Actions puts spaces around the slash of called workflows; statuses do not.
  size_t slash = lower.find('/');
  bool status = slash != std::string::npos && slash > 0 &&
                lower[slash - 1] != ' ' && lower.find(' ') == std::string::npos;
  return status || lower.find(": ") != std::string::npos ? Foreign::kMaybe
                                                         : Foreign::kNo;
}

}  // namespace interlock::protection
