// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "core/text.h"
#include "reporters/code_frame.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"
#include "reporters/uri.h"

namespace interlock::reporters {

namespace {

// Findings that get their source lines below the table, worst first.
constexpr size_t kMaxDetails = 50;
constexpr size_t kMaxMessage = 1000;
// Between "@" and a name it keeps GitHub from telling that user.
constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";
constexpr size_t kTailBytes = 500;  // kept for the closing sentence

// One line of GitHub-flavoured Markdown that reads as the text: no markup, no
// HTML, no table cell, and no mention of a user.
std::string EscapeMarkdown(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]|~$";
  std::string out;
  for (char c : Printable(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '@') {
      out += '@';
      out += kZeroWidthSpace;
    } else {
      if (kMarkup.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

// The text inside an HTML element, where Markdown is not read.
std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (char c : Printable(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
    if (c == '@') out += kZeroWidthSpace;
  }
  return out;
}

// A fence longer than any run of backticks in the text.
std::string FenceFor(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max<size_t>(3, longest + 1), '`');
}

class Markdown {
 public:
  Markdown(const Report& report, const ReporterOptions& options, size_t limit,
           Writer& writer)
      : report_(report), options_(options), limit_(limit), out_(writer) {}

  void Write() {
    FindingList findings = Live(report_);
    size_t all = findings.size();
    SortWorstFirst(findings);
    if (options_.max_findings > 0 && all > options_.max_findings) {
      findings.resize(options_.max_findings);
    }
    Add(Heading());
    size_t rows = WriteTable(findings);
    WriteProblems();
    findings.resize(std::min({findings.size(), rows, kMaxDetails}));
    for (const Finding* finding : findings) {
      if (!Add(Details(*finding))) break;
    }
    if (rows < all) {
      out_.Print("\n{} not shown; these are the worst.\n",
                 Plural(all - rows, "more finding"));
    }
  }

 private:
  // Writes the text, unless it would pass the limit.
  bool Add(std::string_view text) {
    if (used_ + text.size() + kTailBytes > limit_) return false;
    used_ += text.size();
    out_.Add(text);
    return true;
  }

  std::string Heading() const {
    Counts counts = Count(report_);
    std::string found;
    auto add = [&](uint32_t count, std::string_view noun) {
      if (count == 0) return;
      if (!found.empty()) found += ", ";
      found += Plural(count, noun);
    };
    add(counts.errors, "error");
    add(counts.warnings, "warning");
    add(counts.notes, "note");
    if (found.empty()) found = "no findings";
    std::string text = fmt::format("## interlock: {} in {}\n", found,
                                   Plural(report_.files_checked, "file"));
    if (counts.suppressed > 0) {
      text += fmt::format("\n{} suppressed.\n",
                          Plural(counts.suppressed, "finding"));
    }
    return text;
  }

  // How many findings got a row.
  size_t WriteTable(const FindingList& findings) {
    if (findings.empty()) return 0;
    if (!Add("\n| Severity | Where | Rule | Message |\n|---|---|---|---|\n")) {
      return 0;
    }
    size_t rows = 0;
    for (const Finding* finding : findings) {
      std::string row = fmt::format(
          "| {} | {} | [{}]({}) | {} |\n", Name(finding->severity),
          Where(*finding), finding->rule->id, RuleUrl(*finding->rule),
          EscapeMarkdown(Truncated(finding->message, kMaxMessage)));
      if (!Add(row)) break;
      ++rows;
    }
    return rows;
  }

  void WriteProblems() {
    if (report_.problems.empty() || !Add("\n### Not checked\n\n")) return;
    for (const Problem& problem : report_.problems) {
      std::string_view message = Truncated(problem.message, kMaxMessage);
      if (!Add(fmt::format("- {}: {}\n", EscapeMarkdown(problem.path),
                           EscapeMarkdown(message)))) {
        return;
      }
    }
  }

  // "path:line:column", a link when the place on the server is known.
  std::string Where(const Finding& finding) {
    Place place =
        places_.Shown(*finding.source, finding.span, ColumnUnit::kCodePoints);
    std::string text =
        fmt::format("{}:{}:{}", EscapeMarkdown(finding.source->path()),
                    place.begin.line, place.begin.column);
    const Provenance& from = options_.provenance;
    if (from.repository.empty() || from.revision.empty()) return text;
    std::string url =
        fmt::format("{}/blob/{}/{}#L{}", from.repository, from.revision,
                    RelativeUri(finding.source->path()), place.begin.line);
    if (!place.one_line()) url += fmt::format("-L{}", place.end.line);
    return fmt::format("[{}]({})", text, url);
  }

  std::string Details(const Finding& finding) {
    ReporterOptions plain = options_;
    plain.color = Color::kNever;
    plain.width = 100;
    StringWriter frame_text;
    {
      Output frame_out(frame_text);
      CodeFrame frame(plain, places_, frame_out);
      frame.BeginFinding(finding);
      frame.Show(*finding.source, finding.span, {}, '^');
      for (const Related& related : finding.related) {
        frame.Note("note", Truncated(related.message, kMaxMessage));
        frame.Show(*related.source, related.span, {}, '-');
      }
      if (!finding.help.empty()) {
        frame.Note("help", Truncated(finding.help, kMaxMessage));
      }
      for (const Fix& fix : finding.fixes) frame.Note("fix", fix.title);
    }
    std::string fence = FenceFor(frame_text.text());
    Position at =
        places_.Shown(*finding.source, finding.span, ColumnUnit::kCodePoints)
            .begin;
    return fmt::format(
        "\n<details><summary>{}: {} at {}:{}:{}</summary>\n\n{}text\n{}{}\n\n"
        "</details>\n",
        Name(finding.severity), finding.rule->id,
        EscapeHtml(finding.source->path()), at.line, at.column, fence,
        frame_text.text(), fence);
  }

  const Report& report_;
  const ReporterOptions& options_;
  size_t limit_;
  size_t used_ = 0;
  Output out_;
  Places places_;
};

}  // namespace

void WriteMarkdown(const Report& report, const ReporterOptions& options,
                   Writer& out) {
  Markdown(report, options, std::numeric_limits<size_t>::max(), out).Write();
}

void WriteStepSummary(const Report& report, const ReporterOptions& options,
                      Writer& out) {
  Markdown(report, options, kMaxSummaryBytes, out).Write();
}

}  // namespace interlock::reporters
