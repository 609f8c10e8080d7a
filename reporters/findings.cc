// SPDX-License-Identifier: Apache-2.0
#include "reporters/findings.h"

#include <algorithm>

#include "core/hash.h"

namespace interlock::reporters {

namespace {

bool IsWorse(const Finding* a, const Finding* b) {
  if (a->severity != b->severity) return a->severity > b->severity;
  return a->confidence > b->confidence;
}

}  // namespace

const LineIndex& Places::Index(const Source& source) {
  return indexes_.try_emplace(&source, source.text()).first->second;
}

Place Places::Exact(const Source& source, Span span, ColumnUnit unit) {
  const LineIndex& index = Index(source);
  return {index.Locate(span.begin, unit), index.Locate(span.end, unit)};
}

Place Places::Shown(const Source& source, Span span, ColumnUnit unit) {
  return Exact(source, WithoutLineBreaks(source, span), unit);
}

Span WithoutLineBreaks(const Source& source, Span span) {
  std::string_view text = source.text();
  while (span.end > span.begin &&
         (text[span.end - 1] == '\n' || text[span.end - 1] == '\r')) {
    --span.end;
  }
  return span;
}

FindingList Live(const Report& report) {
  FindingList live;
  live.reserve(report.findings.size());
  for (const Finding& finding : report.findings) {
    if (finding.live()) live.push_back(&finding);
  }
  return live;
}

void SortWorstFirst(FindingList& findings) {
  std::stable_sort(findings.begin(), findings.end(), IsWorse);
}

FindingList Worst(const FindingList& findings, size_t max) {
  if (max == 0 || findings.size() <= max) return findings;
  FindingList worst = findings;
  SortWorstFirst(worst);
  worst.resize(max);
  // Findings lie in one array in report order, so their addresses order them.
  std::sort(worst.begin(), worst.end(), std::less<const Finding*>());
  return worst;
}

std::map<std::string_view, FileGroup> GroupByPath(const Report& report) {
  std::map<std::string_view, FileGroup> groups;
  for (const std::string& path : report.clean_paths) groups[path];
  for (const Problem& problem : report.problems) {
    groups[problem.path].problems.push_back(&problem);
  }
  for (const Finding& finding : report.findings) {
    FileGroup& group = groups[finding.source->path()];
    if (finding.live()) group.findings.push_back(&finding);
  }
  return groups;
}

std::string UniqueFingerprints::Next(const Finding& finding) {
  uint32_t before = seen_[finding.fingerprint]++;
  if (before == 0 && !finding.fingerprint.empty()) return finding.fingerprint;
  Hasher hasher;
  hasher.AddField(finding.fingerprint).AddField(finding.rule->id);
  hasher.AddField(finding.source->path()).AddField(std::to_string(before));
  return hasher.Hex();
}

}  // namespace interlock::reporters
