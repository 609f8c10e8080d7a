// SPDX-License-Identifier: Apache-2.0
// The keys of release.yml, slo.yml and db.yml. The schemas in docs/ and the
// checks are both made from these tables.
#include "analyzers/config/schema.h"

namespace interlock::config {
namespace {

using enum Type;
using enum Need;

constexpr Key kReleaseKeys[] = {
    {"versioning", kMapping, "How the next version is found"},
    {"versioning.mode", kChoice, "Whether the version rises by itself",
     kOptional, "auto|manual"},
    {"versioning.tag_prefix", kText, "What stands before the number in a tag"},
    {"versioning.bump", kChoice,
     "The part that rises when no commit says another", kOptional,
     "major|minor|patch|none"},
    {"versioning.allow_pre", kBool, "Whether prereleases may be made"},
    {"versioning.prerelease_prefix", kText, "The word in v1.2.0-rc.1"},
    {"promote", kMapping, "The way of a release"},
    {"promote.environments", kTexts, "In the order in which they are reached",
     kRequired},
    {"promote.approvals", kMapping, "How many must agree, by environment"},
    {"promote.approvals.*", kInteger, "Approvals before this environment"},
    {"promote.soak", kDuration, "The time between two environments"},
    {"canary", kMapping, "How traffic moves to the new release"},
    {"canary.steps", kIntegers, "Per cent of the traffic, ascending to 100",
     kRequired},
    {"canary.window_secs", kInteger, "How long each step is watched",
     kRequired},
    {"canary.min_requests", kInteger,
     "Requests that a step must have seen before it is judged"},
    {"rollback", kMapping, "How a release is taken back"},
    {"rollback.strategy", kChoice, "What takes it back", kRequired,
     "helm_rollback|new_deploy_prev_tag|argo_undo|kubectl_undo"},
    {"rollback.timeout", kDuration, "How long that may take"},
    {"notes", kMapping, "The release notes"},
    {"notes.sections", kTexts, "Their headings, in order"},
    {"train", kMapping, "When a release leaves by itself"},
    {"train.schedule", kText, "In the syntax of cron, in UTC"},
};

constexpr Key kSloKeys[] = {
    {"service", kText, "The service that the objectives are about"},
    {"provider", kText, "Where the numbers come from, such as prometheus"},
    {"url", kText, "The address of the provider"},
    {"slos", kList, "The objectives", kRequired},
    {"slos[].name", kText, "Its name", kRequired},
    {"slos[].description", kText, "What it promises"},
    {"slos[].objective", kNumber, "Per cent of good events", kRequired},
    {"slos[].period", kDuration, "The time over which it is promised"},
    {"slos[].bad", kText, "The query that counts bad events"},
    {"slos[].good", kText, "The query that counts good events"},
    {"slos[].total", kText, "The query that counts all events"},
    {"slos[].burn_rates", kList, "When the budget burns too fast"},
    {"slos[].burn_rates[].severity", kChoice, "Who hears of it", kOptional,
     "page|ticket"},
    {"slos[].burn_rates[].long", kDuration, "The long window", kRequired},
    {"slos[].burn_rates[].short", kDuration, "The short window", kRequired},
    {"slos[].burn_rates[].factor", kNumber,
     "How many times too fast, in both windows", kRequired},
    {"golden_signals", kMapping, "Limits that end a canary"},
    {"golden_signals.*", kMapping, "One signal"},
    {"golden_signals.*.max", kNumber, "The highest value that is fine"},
    {"golden_signals.*.min", kNumber, "The lowest value that is fine"},
    {"golden_signals.*.for", kDuration, "How long it may be beyond that"},
    {"golden_signals.*.query", kText, "The query that gives the value"},
};

constexpr Key kDbKeys[] = {
    {"engine", kChoice, "The database", kRequired, "postgres|postgresql"},
    {"server_version", kInteger, "The major version in production"},
    {"schema_dir", kText, "The folder of the migrations", kRequired},
    {"rollback_sql", kText, "The script that takes the newest ones back"},
    {"required_docs", kTexts, "Pages that a change of schema must bring"},
    {"contract_days", kInteger, "Days between an expand and its contract"},
    {"recovery", kMapping, "What a disaster may cost"},
    {"recovery.rpo", kDuration, "How much data may be lost, as a time"},
    {"recovery.rto", kDuration, "How long the service may be away"},
};

}  // namespace

std::span<const Key> KeysOf(Sort sort) {
  switch (sort) {
    case Sort::kRelease:
      return kReleaseKeys;
    case Sort::kSlo:
      return kSloKeys;
    case Sort::kDb:
      return kDbKeys;
  }
  return {};
}

}  // namespace interlock::config
