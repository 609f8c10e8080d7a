// SPDX-License-Identifier: Apache-2.0
#include "reporters/sarif_budget.h"

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

size_t FixCost(const Fix& fix) {
  size_t cost = kPlaceCost + TextCost(fix.title.size());
  for (const Edit& edit : fix.edits) {
    cost += kPlaceCost + TextCost(edit.text.size()) +
            PathCost(edit.source->path().size());
  }
  for (const NewFile& file : fix.new_files) {
    cost +=
        kPlaceCost + TextCost(file.text.size()) + PathCost(file.path.size());
  }
  return cost;
}

// What full detail adds.
size_t DetailCost(const Finding& finding) {
  Span context = ContextOf(*finding.source, finding.span);
  size_t cost = kPlaceCost + TextCost(context.size());
  size_t related_left = kMaxRelated;
  for (const Related& related : finding.related) {
    if (related_left-- == 0) break;
    // Each stands in relatedLocations, in the code flow and in the message;
    // the repetitions compress.
    cost += 3 * kPlaceCost + PathCost(related.source->path().size()) +
            TextCost(std::min(related.message.size(), kMaxMessageBytes));
  }
  for (const Fix& fix : finding.fixes) cost += FixCost(fix);
  return cost;
}

size_t RulesCost(const Report& report) {
  size_t cost = 4096;
  for (const RuleInfo* rule : report.rules) {
    cost += kLeanCost + TextCost(rule->docs.size());
  }
  return cost;
}

size_t ClosingCost(const Report& report) {
  size_t cost = 4096;
  for (const Problem& problem : report.problems) {
    cost += kPlaceCost + PathCost(problem.path.size()) +
            TextCost(std::min(problem.message.size(), kMaxMessageBytes));
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

SarifBudget::SarifBudget(const Report& report, const ReporterOptions& options)
    : candidates_(Candidates(report, options)),
      closing_(ClosingCost(report)),
      total_(candidates_.size()) {
  size_t most = RulesCost(report) + closing_;
  for (const Finding* finding : candidates_) {
    most += LeanCost(*finding) + DetailCost(*finding);
  }
  all_fit_ = total_ <= kMaxSarifResults && most <= kMaxSarifBytes;
  if (all_fit_) return;
  SortWorstFirst(candidates_);
  candidates_.resize(std::min(total_, kMaxSarifResults));
  for (const Finding* finding : candidates_) rest_ += LeanCost(*finding);
}

std::optional<Detail> SarifBudget::Next(size_t used) {
  const Finding& finding = *candidates_[next_++];
  if (all_fit_) {
    ++written_;
    return Detail::kFull;
  }
  used += closing_;
  size_t lean = LeanCost(finding);
  size_t full = lean + DetailCost(finding);
  rest_ -= lean;
  if (used + full + rest_ <= kMaxSarifBytes) {
    ++written_;
    return Detail::kFull;
  }
  if (used + lean > kMaxSarifBytes) return std::nullopt;
  ++written_;
  ++lean_;
  return Detail::kLean;
}

std::string SarifBudget::Note() const {
  std::string note;
  if (written_ < total_) {
    note = fmt::format(
        "{} left out to stay within the limits of code scanning; the {} worst "
        "are here.",
        Plural(total_ - written_, "finding"), written_);
  }
  if (lean_ > 0) {
    if (!note.empty()) note += ' ';
    note += fmt::format(
        "{} written without snippets, fixes and related places for the same "
        "reason.",
        Plural(lean_, "result"));
  }
  return note;
}

}  // namespace interlock::reporters
