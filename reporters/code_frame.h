// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "reporters/findings.h"
#include "reporters/output.h"
#include "reporters/reporter.h"

namespace interlock::reporters {

// Terminal styles, as what follows "ESC [".
namespace style {
inline constexpr std::string_view kError = "1;31m";
inline constexpr std::string_view kWarning = "1;33m";
inline constexpr std::string_view kNote = "1;36m";
inline constexpr std::string_view kGutter = "1;34m";
inline constexpr std::string_view kBold = "1m";
inline constexpr std::string_view kGood = "32m";
}  // namespace style
std::string_view StyleOf(Severity severity);

// Writes the source lines of a span with marks under it, in the manner of
// compilers. Each line of a file stands behind a gutter, so that none can be
// taken for a command by the CI system that shows the log.
class CodeFrame {
 public:
  CodeFrame(const ReporterOptions& options, Places& places, Output& out);

  // Sets the gutter's width for one finding and its related places.
  void BeginFinding(const Finding& finding);

  // "  --> path:line:column" and the marked lines.
  void Show(const Source& source, Span span, std::string_view mark_style,
            char mark);
  // "   = label: text"; further lines of the text are indented behind `|`.
  void Note(std::string_view label, std::string_view text);

  // Writes the text in a style, or plain when there is no colour; Open and
  // Close stand around a text of several pieces.
  CodeFrame& Add(std::string_view text, std::string_view style);
  CodeFrame& Open(std::string_view style);
  CodeFrame& Close();
  // The same as a string.
  std::string Styled(std::string_view text, std::string_view style) const;

 private:
  // The source's path as it is shown; one file's places come in a row.
  const std::string& PathOf(const Source& source);
  void ShowOneLine(const Source& source, Span span, uint32_t line);
  void ShowManyLines(const Source& source, Span span, uint32_t first,
                     uint32_t last);
  void Gutter(std::string_view number);
  void SourceLine(uint32_t number, std::string_view bar, std::string_view text);

  const ReporterOptions& options_;
  Places& places_;
  Output& out_;
  uint32_t gutter_ = 1;  // digits
  std::string_view mark_style_;
  char mark_ = '^';
  const Source* last_ = nullptr;
  std::string last_path_;
};

}  // namespace interlock::reporters
