// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.h"

namespace interlock {

// Adds to the finding just reported. Lives for one expression.
class FindingBuilder {
 public:
  explicit FindingBuilder(Finding& finding) : finding_(finding) {}

  template <class... Args>
  FindingBuilder& Help(fmt::format_string<Args...> format, Args&&... args) {
    finding_.help = fmt::format(format, std::forward<Args>(args)...);
    return *this;
  }
  // "created here": a second place, in the same file or another.
  FindingBuilder& Related(const Source& source, Span span,
                          std::string message) {
    finding_.related.push_back({&source, span, std::move(message)});
    return *this;
  }
  FindingBuilder& At(Severity severity) {
    finding_.severity = severity;
    return *this;
  }
  FindingBuilder& Sure(Confidence confidence) {
    finding_.confidence = confidence;
    return *this;
  }
  // Says how large the table is and how long it takes, where that is known. On
  // a small table nobody waits for long: the finding is a note then.
  template <class Estimate>
  FindingBuilder& Sized(const Estimate& estimate) {
    finding_.message += estimate.Text();
    if (estimate.small) finding_.severity = Severity::kNote;
    return *this;
  }
  // What stays the same when the file is edited elsewhere.
  FindingBuilder& Anchor(std::string_view anchor) {
    finding_.anchor = anchor;
    return *this;
  }
  // Fixes, of the kind that the rule declares.
  FindingBuilder& Insert(std::string title, uint32_t offset, std::string text) {
    return Replace(std::move(title), {offset, offset}, std::move(text));
  }
  FindingBuilder& Replace(std::string title, Span span, std::string text) {
    Fix fix{std::move(title), finding_.rule->fix, {}, {}};
    fix.edits.push_back({finding_.source, span, std::move(text)});
    return With(std::move(fix));
  }
  FindingBuilder& With(Fix fix) {
    finding_.fixes.push_back(std::move(fix));
    return *this;
  }

 private:
  Finding& finding_;
};

// Where one rule's findings of one subject go. A finding cannot be made
// without a place, and gets the rule's severity and confidence unless told
// otherwise.
class Sink {
 public:
  Sink(const RuleInfo& rule, const Source* source, std::vector<Finding>& out)
      : rule_(rule), source_(source), out_(out) {}

  template <class... Args>
  FindingBuilder Report(Span span, fmt::format_string<Args...> format,
                        Args&&... args) {
    return Add(*source_, span,
               fmt::format(format, std::forward<Args>(args)...));
  }
  // In a file other than the subject's (project and history rules).
  template <class... Args>
  FindingBuilder ReportIn(const Source& source, Span span,
                          fmt::format_string<Args...> format, Args&&... args) {
    return Add(source, span, fmt::format(format, std::forward<Args>(args)...));
  }

 private:
  FindingBuilder Add(const Source& source, Span span, std::string message) {
    Finding& finding = out_.emplace_back();
    finding.rule = &rule_;
    finding.source = &source;
    finding.span = span;
    finding.severity = rule_.severity;
    finding.confidence = rule_.confidence;
    finding.message = std::move(message);
    return FindingBuilder(finding);
  }

  const RuleInfo& rule_;
  const Source* source_;
  std::vector<Finding>& out_;
};

}  // namespace interlock
