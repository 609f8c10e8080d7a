// SPDX-License-Identifier: Apache-2.0
#include "engine/waive.h"

#include <algorithm>

#include "core/text.h"
#include "rules/meta/pack.h"
#include "rules/sink.h"

namespace interlock {
namespace {

// Returns whether the waiver covered anything.
bool Silence(const Waiver& waiver, std::vector<Finding>& findings) {
  bool used = false;
  for (Finding& finding : findings) {
    if (finding.rule->id != waiver.rule || !finding.live()) continue;
    if (!GlobMatch(waiver.path, finding.source->path())) continue;
    finding.suppressed_by = SuppressedBy::kWaiver;
    finding.suppressed_why =
        fmt::format("waived until {} by {}: {}", waiver.until.Text(),
                    waiver.approver, waiver.reason);
    used = true;
  }
  return used;
}

}  // namespace

void ApplyWaivers(const Config& config, Date today, RuleSet ran,
                  std::vector<Finding>& findings) {
  std::vector<Finding> about;
  for (const Waiver& waiver : config.waivers) {
    auto report = [&](const Rule& rule, std::string message) {
      if (!Holds(ran, rule.info->id)) return;
      Sink(*rule.info, config.source.get(), about)
          .Report(waiver.span, "{}", message)
          .Help(
              "decide again: fix the finding, or renew the waiver with its "
              "approver")
          .Anchor(waiver.rule + " " + waiver.path);
    };
    if (today > waiver.until) {
      report(meta::kWaiverExpired,
             fmt::format("the waiver of '{}' for {} expired on {}, {} days ago",
                         waiver.rule, waiver.path, waiver.until.Text(),
                         today.DaysSince(waiver.until)));
      continue;
    }
    if (waiver.until.DaysSince(today) > config.max_waiver_days) {
      report(meta::kWaiverTooLong,
             fmt::format("the waiver of '{}' holds until {}, more than {} days",
                         waiver.rule, waiver.until.Text(),
                         config.max_waiver_days));
    }
    if (!Silence(waiver, findings) && Holds(ran, waiver.rule)) {
      report(meta::kWaiverUnused,
             fmt::format("the waiver of '{}' for {} covers nothing",
                         waiver.rule, waiver.path));
    }
  }
  std::ranges::move(about, std::back_inserter(findings));
}

}  // namespace interlock
