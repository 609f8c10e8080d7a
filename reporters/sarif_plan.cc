// SPDX-License-Identifier: Apache-2.0
#include "reporters/sarif_plan.h"

#include <algorithm>

#include "reporters/output.h"
#include "reporters/sarif_text.h"

namespace interlock::reporters {

namespace {

// Keys, numbers and both fingerprints of one result, compressed.
constexpr size_t kLeanCost = 170;
// Keys and numbers of one further location or edit, compressed.
constexpr size_t kPlaceCost = 40;

// Text that does not repeat: Huffman codes of random bytes take a little more
// than the bytes themselves.
size_t TextCost(size_t bytes) { return bytes + bytes / 8; }
// Percent-encoding triples a byte; its digits compress to less than two.
size_t PathCost(size_t bytes) { return bytes * 2; }

size_t LeanCost(const Finding& finding) {
  return kLeanCost + PathCost(finding.source->path().size()) +
         TextCost(std::min(finding.message.size(), kMaxMessageBytes)) +
         TextCost(std::min(finding.help.size(), kMaxMessageBytes)) +
         TextCost(finding.suppressed_why.size());
}

size_t DetailCost(const Finding& finding) {
  size_t cost = kMaxSnippetBytes < finding.span.size()
                    ? 0
                    : TextCost(kMaxContextBytes + finding.span.size());
  for (const Related& related : finding.related) {
    // Each stands in relatedLocations, in the code flow and in the message;
    // the repetitions compress.
    cost += 3 * kPlaceCost + PathCost(related.source->path().size()) +
            TextCost(related.message.size() +
                     std::min<size_t>(related.span.size(), kMaxSnippetBytes));
  }
  for (const Fix& fix : finding.fixes) {
    cost += kPlaceCost + TextCost(fix.title.size());
    for (const Edit& edit : fix.edits) {
      cost += kPlaceCost + TextCost(edit.text.size()) +
              PathCost(edit.source->path().size());
    }
    for (const NewFile& file : fix.new_files) {
      cost +=
          kPlaceCost + TextCost(file.text.size()) + PathCost(file.path.size());
    }
  }
  return cost;
}

size_t FixedCost(const Report& report) {
  size_t cost = 4096;
  for (const RuleInfo* rule : report.rules) {
    cost += kLeanCost + TextCost(rule->docs.size());
  }
  for (const Problem& problem : report.problems) {
    cost += kPlaceCost + PathCost(problem.path.size()) +
            TextCost(problem.message.size());
  }
  return cost;
}

FindingList Candidates(const Report& report, const ReporterOptions& options) {
  if (options.sarif_suppressed == Suppressed::kDrop) return Live(report);
  FindingList all;
  for (const Finding& finding : report.findings) all.push_back(&finding);
  return all;
}

}  // namespace

SarifPlan PlanSarif(const Report& report, const ReporterOptions& options) {
  FindingList list = Candidates(report, options);
  SortWorstFirst(list);
  size_t cost = FixedCost(report);
  size_t kept = 0;
  while (kept < std::min(list.size(), kMaxSarifResults)) {
    size_t more = LeanCost(*list[kept]);
    if (cost + more > kMaxSarifBytes) break;
    cost += more;
    ++kept;
  }
  SarifPlan plan;
  plan.dropped = list.size() - kept;
  list.resize(kept);
  for (const Finding* finding : list) {
    size_t more = DetailCost(*finding);
    bool fits = cost + more <= kMaxSarifBytes;
    if (fits) cost += more;
    if (!fits) ++plan.lean;
    plan.results.push_back({finding, fits ? Detail::kFull : Detail::kLean});
  }
  // Findings lie in one array in report order, so their addresses order them.
  std::sort(plan.results.begin(), plan.results.end(),
            [](const PlannedResult& a, const PlannedResult& b) {
              return std::less<const Finding*>()(a.finding, b.finding);
            });
  return plan;
}

std::string SarifPlan::Note() const {
  std::string note;
  if (dropped > 0) {
    note = fmt::format(
        "{} left out to stay within the limits of code scanning; the {} worst "
        "are here.",
        Plural(dropped, "finding"), results.size());
  }
  if (lean > 0) {
    if (!note.empty()) note += ' ';
    note += fmt::format(
        "{} written without snippets, fixes and related places for the same "
        "reason.",
        Plural(lean, "result"));
  }
  return note;
}

}  // namespace interlock::reporters
