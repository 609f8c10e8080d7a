// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/extend.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::exceptions {
namespace {

Error Refused(const ExceptionFile& file, const Exception& entry,
              std::string_view why, std::string help) {
  return Error{fmt::format("{}: the exception for {} {}",
                           Printable(file.source->path()), entry.Name(), why),
               {},
               0,
               std::move(help)};
}

std::string Quoted(std::string_view text) {
  StringWriter out;
  JsonWriter json(out, JsonLayout::kCompact);
  json.String(text);
  json.Flush();
  return out.text();
}

std::string XmlText(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

// The reason as its file writes it. A comment takes the words as they are; a
// text in double quotes is the same in YAML, JSON and TOML.
std::string Written(const ExceptionFile& file, const Exception& entry,
                    std::string_view reason) {
  if (file.format == Format::kDependencyCheck) return XmlText(reason);
  Span at = entry.reason.span;
  std::string_view text = file.source->text();
  size_t line = text.rfind('\n', at.begin == 0 ? 0 : at.begin - 1);
  line = line == std::string_view::npos ? 0 : line + 1;
  std::string_view before = text.substr(line, at.begin - line);
  bool comment = before.find('#') != std::string_view::npos ||
                 before.find("//") != std::string_view::npos;
  bool outside = at.begin < entry.span.begin || at.end > entry.span.end;
  return comment && (outside || !text.substr(at.begin).starts_with('"'))
             ? std::string(reason)
             : Quoted(reason);
}

}  // namespace

Result<std::vector<Edit>> Extend(const ExceptionFile& file,
                                 const Exception& entry, Date until,
                                 std::string_view reason) {
  std::string_view words = Trim(reason);
  if (words.empty()) {
    return Refused(file, entry, "is not extended without a reason",
                   "say why it still does no harm");
  }
  bool broken = std::ranges::any_of(
      words, [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (broken) {
    return Refused(file, entry, "takes a reason of one line",
                   "leave line breaks and tabs out");
  }
  const Field& end = entry.expiry.field;
  if (!end.stated || !entry.expiry.last_day) {
    return Refused(file, entry, "has no end that could be moved",
                   "write one into the file first");
  }
  if (!entry.reason.stated) {
    return Refused(file, entry, "gives no reason",
                   "write one into the file first");
  }
  std::string_view written = file.source->Text(end.span);
  size_t at = written.find(end.text);
  if (at == std::string_view::npos) {
    return Refused(file, entry, "has an end that is written in escapes",
                   "write it plainly first");
  }
  uint32_t begin = end.span.begin + static_cast<uint32_t>(at);
  Span date{begin, begin + static_cast<uint32_t>(end.text.size())};
  std::vector<Edit> edits;
  edits.push_back({file.source, date, until.Text()});
  edits.push_back(
      {file.source, entry.reason.span, Written(file, entry, words)});
  return edits;
}

}  // namespace interlock::exceptions
