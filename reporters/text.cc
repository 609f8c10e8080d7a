// SPDX-License-Identifier: Apache-2.0
#include "reporters/code_frame.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"

namespace interlock::reporters {

namespace {

std::string_view HowApplied(FixKind kind) {
  switch (kind) {
    case FixKind::kSafe:
      return "fix";
    case FixKind::kUnsafe:
      return "fix (unsafe)";
    case FixKind::kDisplayOnly:
    case FixKind::kNone:
      break;
  }
  return "suggestion";
}

void WriteFix(const Fix& fix, CodeFrame& frame) {
  std::string text = fix.title;
  for (const NewFile& file : fix.new_files) {
    text += "\nwrites " + file.path;
  }
  frame.Note(HowApplied(fix.kind), text);
}

std::string Suppression(const Finding& finding) {
  std::string text = fmt::format("by {}", Name(finding.suppressed_by));
  if (!finding.suppressed_why.empty()) text += ": " + finding.suppressed_why;
  return text;
}

void WriteFinding(const Finding& finding, CodeFrame& frame, Output& out) {
  frame.BeginFinding(finding);
  std::string_view look = StyleOf(finding.severity);
  frame.Open(look);
  out.Add(Name(finding.severity)).Add("[").Add(finding.rule->id).Add("]");
  frame.Close().Open(style::kBold);
  out.Add(": ").Add(SafeText(finding.message));
  frame.Close();
  out.Add("\n");
  frame.Show(*finding.source, finding.span, look, '^');
  for (const Related& related : finding.related) {
    frame.Add("note:", style::kNote);
    out.Add(" ").Add(SafeText(related.message)).Add("\n");
    frame.Show(*related.source, related.span, style::kGutter, '-');
  }
  if (!finding.help.empty()) frame.Note("help", finding.help);
  for (const Fix& fix : finding.fixes) WriteFix(fix, frame);
  if (!finding.live()) frame.Note("suppressed", Suppression(finding));
  out.Add("\n");
}

size_t CountFixable(const FindingList& live, FixKind kind) {
  size_t count = 0;
  for (const Finding* finding : live) {
    for (const Fix& fix : finding->fixes) {
      if (fix.kind != kind) continue;
      ++count;
      break;
    }
  }
  return count;
}

// "Found 2 errors, 1 warning in 12 files (3 suppressed)."
void WriteSummary(const Report& report, const FindingList& live,
                  CodeFrame& frame, Output& out) {
  Counts counts = Count(report);
  std::string parts;
  auto add = [&](uint32_t count, std::string_view noun, Severity severity) {
    if (count == 0) return;
    if (!parts.empty()) parts += ", ";
    parts += frame.Styled(Plural(count, noun), StyleOf(severity));
  };
  add(counts.errors, "error", Severity::kError);
  add(counts.warnings, "warning", Severity::kWarning);
  add(counts.notes, "note", Severity::kNote);
  std::string files = Plural(report.files_checked, "file");
  if (parts.empty()) {
    out.Print("{} in {}", frame.Styled("No findings", style::kGood), files);
  } else {
    out.Print("Found {} in {}", parts, files);
  }
  if (counts.suppressed > 0) out.Print(" ({} suppressed)", counts.suppressed);
  out.Add(".\n");
  size_t safe = CountFixable(live, FixKind::kSafe);
  size_t unsafe = CountFixable(live, FixKind::kUnsafe);
  if (safe > 0) out.Print("{} fixable with `interlock fix`.\n", safe);
  if (unsafe > 0) {
    out.Print("{} fixable with `interlock fix --unsafe`.\n", unsafe);
  }
}

}  // namespace

void WriteText(const Report& report, const ReporterOptions& options,
               Writer& writer) {
  Output out(writer);
  Places places;
  CodeFrame frame(options, places, out);
  FindingList live = Live(report);
  FindingList shown;
  if (options.suppressed == Suppressed::kKeep) {
    for (const Finding& finding : report.findings) shown.push_back(&finding);
  } else {
    shown = live;
  }
  size_t all = shown.size();
  shown = Worst(shown, options.max_findings);
  for (const Finding* finding : shown) WriteFinding(*finding, frame, out);
  for (const Problem& problem : report.problems) {
    out.Print("{} {}: {}\n", frame.Styled("not checked:", style::kError),
              SafeText(options.path_prefix + problem.path),
              SafeText(problem.message));
  }
  if (shown.size() < all) {
    out.Print("{} not shown; these are the worst.\n",
              Plural(all - shown.size(), "more finding"));
  }
  WriteSummary(report, live, frame, out);
}

}  // namespace interlock::reporters
