// SPDX-License-Identifier: Apache-2.0
#include "engine/baseline.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/line_index.h"
#include "core/text.h"
#include "parsers/json/json.h"
#include "rules/meta/pack.h"
#include "rules/sink.h"

namespace interlock {
namespace {

Error Bad(const Source& source, Span at, std::string message) {
  LineIndex lines(source.text());
  return {std::move(message), source.path(),
          lines.Locate(at.begin, ColumnUnit::kCodePoints).line,
          "write it anew with `interlock check --write-baseline`"};
}

std::string TextOf(const Node& entry, std::string_view key) {
  const Node* value = entry.Find(key);
  return value != nullptr && value->IsScalar() ? std::string(value->text) : "";
}

}  // namespace

Result<Baseline> ReadBaseline(std::unique_ptr<Source> source) {
  Baseline baseline;
  baseline.source = std::move(source);
  const Source& file = *baseline.source;
  Document tree = ParseJson(file, JsonDialect::kStrict);
  if (!tree.ok()) {
    return Bad(file, tree.errors[0].span, tree.errors[0].message);
  }
  const Node* list =
      tree.root() == nullptr ? nullptr : tree.root()->Find("findings");
  if (list == nullptr || !list->IsSequence()) {
    return Bad(file, {0, 0}, "the baseline has no list 'findings'");
  }
  for (const Node* item : list->items) {
    BaselineEntry entry{TextOf(*item, "fingerprint"),
                        TextOf(*item, "rule"),
                        TextOf(*item, "path"),
                        {},
                        item->span};
    auto since = Date::Parse(TextOf(*item, "since"));
    if (entry.fingerprint.empty() || entry.rule.empty() || !since) {
      return Bad(file, item->span,
                 "an entry needs fingerprint, rule, path and since");
    }
    entry.since = *since;
    baseline.entries.push_back(std::move(entry));
  }
  std::ranges::stable_sort(baseline.entries, {}, &BaselineEntry::fingerprint);
  return baseline;
}

void ApplyBaseline(const Baseline& baseline, Date today, RuleSet ran,
                   std::vector<Finding>& findings) {
  const auto& entries = baseline.entries;
  std::vector<bool> used(entries.size());
  for (Finding& finding : findings) {
    auto at = std::ranges::lower_bound(entries, finding.fingerprint, {},
                                       &BaselineEntry::fingerprint);
    if (at == entries.end() || at->fingerprint != finding.fingerprint) continue;
    used[at - entries.begin()] = true;
    if (!finding.live()) continue;
    finding.suppressed_by = SuppressedBy::kBaseline;
    finding.suppressed_why =
        fmt::format("in the baseline since {}, {} days", at->since.Text(),
                    today.DaysSince(at->since));
  }
  if (!Holds(ran, meta::kBaselineStale.info->id)) return;
  Sink sink(*meta::kBaselineStale.info, baseline.source.get(), findings);
  for (size_t i = 0; i < entries.size(); ++i) {
    if (used[i] || !Holds(ran, entries[i].rule)) continue;
    sink.Report(entries[i].span, "'{}' in {} is no longer found",
                Printable(entries[i].rule), Printable(entries[i].path))
        .Help("run `interlock check --write-baseline` to shrink the baseline")
        .Anchor(entries[i].fingerprint);
  }
}

void WriteBaseline(const Report& report, const Baseline* before, Date today,
                   Writer& out) {
  JsonWriter json(out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1).Key("findings").BeginArray();
  for (const Finding& finding : report.findings) {
    bool known = finding.suppressed_by == SuppressedBy::kBaseline;
    if ((!finding.live() && !known) ||
        finding.rule->category == Category::kMeta) {
      continue;
    }
    Date since = today;
    if (before != nullptr) {
      auto at = std::ranges::lower_bound(before->entries, finding.fingerprint,
                                         {}, &BaselineEntry::fingerprint);
      if (at != before->entries.end() &&
          at->fingerprint == finding.fingerprint) {
        since = at->since;
      }
    }
    json.BeginObject().Field("fingerprint", finding.fingerprint);
    json.Field("rule", finding.rule->id);
    json.Field("path", finding.source->path());
    json.Field("since", since.Text()).EndObject();
  }
  json.EndArray().EndObject();
  json.Flush();
  out.Write("\n");
}

}  // namespace interlock
