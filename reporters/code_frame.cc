// SPDX-License-Identifier: Apache-2.0
#include "reporters/code_frame.h"

#include <algorithm>

#include "core/text.h"
#include "reporters/display.h"

namespace interlock::reporters {

namespace {

constexpr uint32_t kDefaultWidth = 120;
// Spans of more lines show their first and last ones.
constexpr uint32_t kMaxLines = 6;
constexpr uint32_t kHeadLines = 4;

bool HoldsLineBreak(std::string_view text) {
  return text.find('\n') != text.npos || text.find('\r') != text.npos;
}

// Where the line's own text begins.
uint32_t Indent(std::string_view line) {
  uint32_t indent = 0;
  while (indent < line.size() && IsAsciiSpace(line[indent])) ++indent;
  return indent;
}

}  // namespace

std::string_view StyleOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return style::kError;
    case Severity::kWarning:
      return style::kWarning;
    case Severity::kNote:
      break;
  }
  return style::kNote;
}

CodeFrame::CodeFrame(const ReporterOptions& options, Places& places,
                     Output& out)
    : options_(options), places_(places), out_(out) {}

std::string CodeFrame::Styled(std::string_view text,
                              std::string_view style) const {
  if (options_.color == Color::kNever) return std::string(text);
  return fmt::format("\x1b[{}{}\x1b[0m", style, text);
}

CodeFrame& CodeFrame::Open(std::string_view style) {
  if (options_.color != Color::kNever) out_.Add("\x1b[").Add(style);
  return *this;
}

CodeFrame& CodeFrame::Close() {
  if (options_.color != Color::kNever) out_.Add("\x1b[0m");
  return *this;
}

CodeFrame& CodeFrame::Add(std::string_view text, std::string_view style) {
  Open(style);
  out_.Add(text);
  return Close();
}

const std::string& CodeFrame::PathOf(const Source& source) {
  if (last_ != &source) {
    last_ = &source;
    last_path_ = SafeText(options_.path_prefix + source.path());
  }
  return last_path_;
}

void CodeFrame::BeginFinding(const Finding& finding) {
  auto last_line = [&](const Source& source, Span span) {
    uint32_t end = WithoutLineBreaks(source, span).end;
    return places_.Index(source).Locate(end, ColumnUnit::kUtf8).line;
  };
  uint32_t most = last_line(*finding.source, finding.span);
  for (const Related& related : finding.related) {
    most = std::max(most, last_line(*related.source, related.span));
  }
  gutter_ = static_cast<uint32_t>(std::to_string(most).size());
}

void CodeFrame::Gutter(std::string_view number) {
  size_t pad = gutter_ - std::min<size_t>(gutter_, number.size());
  Open(style::kGutter);
  out_.Pad(pad).Add(number).Add(" |");
  Close();
}

void CodeFrame::SourceLine(uint32_t number, std::string_view bar,
                           std::string_view text) {
  Gutter(std::to_string(number));
  if (bar.empty() && text.empty()) {
    out_.Add("\n");
  } else {
    out_.Add(" ");
    if (!bar.empty()) Add(bar, mark_style_);
    out_.Add(text).Add("\n");
  }
}

void CodeFrame::Show(const Source& source, Span span,
                     std::string_view mark_style, char mark) {
  mark_style_ = mark_style;
  mark_ = mark;
  span = WithoutLineBreaks(source, span);
  const LineIndex& index = places_.Index(source);
  Position begin = index.Locate(span.begin, ColumnUnit::kCodePoints);
  out_.Pad(gutter_);
  Add("-->", style::kGutter);
  out_.Add(" ").Add(PathOf(source)).Add(":").Add(std::to_string(begin.line));
  out_.Add(":").Add(std::to_string(begin.column)).Add("\n");
  if (source.text().empty()) return;
  Gutter("");
  out_.Add("\n");
  if (!HoldsLineBreak(source.Text(span))) {
    ShowOneLine(source, span, begin.line);
  } else {
    uint32_t last = index.Locate(span.end, ColumnUnit::kUtf8).line;
    ShowManyLines(source, span, begin.line, last);
  }
}

void CodeFrame::ShowOneLine(const Source& source, Span span, uint32_t line) {
  Span at = places_.Index(source).Line(line);
  uint32_t width = options_.width == 0 ? kDefaultWidth : options_.width;
  uint32_t begin = std::max(span.begin, at.begin) - at.begin;
  uint32_t end = std::max(span.end, at.begin) - at.begin;
  ShownLine shown =
      ShowLine(at.In(source.text()), begin, end,
               width - std::min(width, gutter_ + 4), Focus::kMarkBegin);
  SourceLine(line, "", shown.text);
  Gutter("");
  std::string marks(std::max(shown.mark_end - shown.mark_begin, 1u), mark_);
  out_.Pad(1 + shown.mark_begin);
  Add(marks, mark_style_);
  out_.Add("\n");
}

// A bar at the left joins the lines of the span:
//   3 |   DO $$
//     |  ___^
//   4 | |   BEGIN
//   5 | | $$;
//     | |__^
void CodeFrame::ShowManyLines(const Source& source, Span span, uint32_t first,
                              uint32_t last) {
  const LineIndex& index = places_.Index(source);
  uint32_t width = options_.width == 0 ? kDefaultWidth : options_.width;
  width -= std::min(width, gutter_ + 6);
  uint32_t cut_after = last - first < kMaxLines ? last : first + kHeadLines - 1;
  for (uint32_t line = first; line <= last; ++line) {
    if (line == cut_after + 1 && line < last) {
      Gutter(std::string(std::min(gutter_, 3u), '.'));
      out_.Print(" {}\n", Styled("|", mark_style_));
      line = last;
    }
    Span at = index.Line(line);
    std::string_view text = at.In(source.text());
    uint32_t begin =
        line == first ? std::max(span.begin, at.begin) - at.begin : 0;
    uint32_t end = line == last ? span.end - at.begin : at.size();
    ShownLine shown =
        ShowLine(text, begin, end, width,
                 line == last ? Focus::kMarkEnd : Focus::kMarkBegin);
    if (line != first) {
      SourceLine(line, "|", shown.text.empty() ? "" : " " + shown.text);
    } else if (begin <= Indent(text.substr(0, begin + 1))) {
      SourceLine(line, "/", " " + shown.text);
    } else {
      SourceLine(line, "", "  " + shown.text);
      Gutter("");
      out_.Print("  {}\n", Styled(std::string(shown.mark_begin + 1, '_') +
                                      std::string(1, mark_),
                                  mark_style_));
    }
    if (line != last) continue;
    uint32_t reach = std::max(shown.mark_end, 1u);
    Gutter("");
    out_.Print(" {}\n",
               Styled("|" + std::string(reach, '_') + std::string(1, mark_),
                      mark_style_));
  }
}

void CodeFrame::Note(std::string_view label, std::string_view text) {
  std::string_view lead = "=";
  for (std::string_view line : Split(text, '\n')) {
    out_.Pad(gutter_ + 1);
    Add(lead, style::kGutter);
    out_.Add(" ");
    if (lead == "=") {
      Add(label, style::kBold);
      out_.Add(": ");
    } else {
      out_.Pad(label.size() + 2);
    }
    out_.Add(SafeText(line)).Add("\n");
    lead = "|";
  }
}

}  // namespace interlock::reporters
