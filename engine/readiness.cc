// SPDX-License-Identifier: Apache-2.0
#include "engine/readiness.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/line_index.h"
#include "engine/readiness_evidence.h"

namespace interlock {

namespace {

constexpr std::string_view kTitles[] = {
    "Preflight",
    "Branch and environment protections",
    "Checks of every pull request",
    "Preview environments",
    "Security and policy gates",
    "Migration gate",
    "Package, sign, publish",
    "Stage with a gate on objectives",
    "Production as a canary, with rollback",
    "Governance as code",
    "Updates, and a main branch that is kept clean",
    "Dashboards and telemetry as code",
};

// Which phase a rule's errors hold up; the first prefix that fits.
struct Holds {
  std::string_view prefix;
  int phase;
};
constexpr Holds kHolds[] = {
    {"preview-", 3},    {"login-that", 3},     {"gate-script", 7},
    {"dryrun-", 5},     {"migration-out", 5},  {"deploy-tag", 6},
    {"deploy-", 8},     {"prod-", 8},          {"canary-", 8},
    {"promote-", 8},    {"rollback-crit", 8},  {"burn-rate-", 7},
    {"slo-", 7},        {"dashboard-", 11},    {"alert-", 11},
    {"telemetry-", 11}, {"resource-attr", 11}, {"renovate-", 10},
    {"freeze-", 10},    {"tag-prefix", 9},     {"required-doc", 5},
    {"config-path", 5}, {"database-", 5},      {"backfill-", 5},
    {"migrations-", 5}, {"image-tag", 6},      {"backup-", 0},
    {"snapshot-", 0},   {"secret-in", 0},      {"blue-green", 0},
    {"failover-", 0},
};

int PhaseOf(const RuleInfo& rule) {
  for (const Holds& one : kHolds) {
    if (rule.id.starts_with(one.prefix)) return one.phase;
  }
  switch (rule.category) {
    case Category::kMigration:
      return 5;
    case Category::kProtection:
      return 1;
    case Category::kException:
      return 4;
    case Category::kConfig:
      return 8;
    case Category::kGovernance:
      return 9;
    default:
      return 2;
  }
}

void AddFindings(const std::vector<Finding>& findings,
                 std::vector<ReadinessPhase>& phases) {
  for (ReadinessPhase& phase : phases) {
    const Finding* first = nullptr;
    size_t count = 0;
    for (const Finding& finding : findings) {
      bool holds = finding.live() && finding.severity == Severity::kError &&
                   PhaseOf(*finding.rule) == phase.number;
      if (!holds) continue;
      if (first == nullptr) first = &finding;
      ++count;
    }
    if (first == nullptr) continue;
    LineIndex lines(first->source->text());
    uint32_t line = lines.Locate(first->span.begin, ColumnUnit::kUtf8).line;
    phase.items.push_back(
        {"Nothing of it is refused by `interlock check`",
         {},
         fmt::format("mend {} error{}, the first at {}:{} ({})", count,
                     count == 1 ? "" : "s", first->source->path(), line,
                     first->rule->id)});
  }
}

}  // namespace

size_t ReadinessPhase::met() const {
  return static_cast<size_t>(std::ranges::count_if(
      items, [](const ReadinessItem& item) { return item.next.empty(); }));
}

std::vector<ReadinessPhase> JudgeReadiness(
    const Project& project, const std::vector<Finding>& findings) {
  std::vector<ReadinessPhase> phases;
  for (std::string_view title : kTitles) {
    phases.push_back({static_cast<int>(phases.size()), title, {}});
  }
  for (const readiness::Ask& ask : readiness::Asks()) {
    Evidence evidence = ask.find(project);
    phases[static_cast<size_t>(ask.phase)].items.push_back(
        {std::string(ask.what), evidence,
         evidence.found() ? "" : std::string(ask.next)});
  }
  AddFindings(findings, phases);
  return phases;
}

}  // namespace interlock
