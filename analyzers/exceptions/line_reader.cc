// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/line_reader.h"

#include <fmt/format.h>

#include "analyzers/exceptions/expiry.h"
#include "analyzers/exceptions/notes.h"
#include "core/line_index.h"
#include "core/text.h"

namespace interlock::exceptions {
namespace {

// The next word of the line at or after `offset`, or an empty span.
Span NextWord(const Source& source, uint32_t offset, uint32_t end) {
  std::string_view text = source.text();
  while (offset < end && IsAsciiSpace(text[offset])) ++offset;
  uint32_t begin = offset;
  while (offset < end && !IsAsciiSpace(text[offset])) ++offset;
  return {begin, offset};
}

void ReadEntry(const Source& source, Span line, Span id, const Notes& notes,
               ExceptionFile& out) {
  DayRule rule = out.facts().day_rule;
  std::string_view mark = out.facts().expiry_key;
  Exception entry;
  entry.id = {source.Text(id), id, true};
  entry.place = id;
  entry.span = id;
  entry.expiry.day_rule = rule;
  Notes beside = notes;
  for (Span word = NextWord(source, id.end, line.end); !word.empty();
       word = NextWord(source, word.end, line.end)) {
    std::string_view text = source.Text(word);
    if (text.starts_with('#')) {
      beside.Add(source, {word.begin, line.end});
      break;
    }
    entry.span = entry.span.Cover(word);
    if (!text.starts_with(mark)) {
      entry.ignored.push_back({text, word, true});
      continue;
    }
    Span date{word.begin + static_cast<uint32_t>(mark.size()), word.end};
    entry.expiry.field = {source.Text(date), date.empty() ? word : date, true};
    entry.expiry.last_day = LastDay(source.Text(date), rule);
  }
  Complete(entry, beside);
  out.entries.push_back(std::move(entry));
}

// Whether what follows the id has the mark of an end before any comment.
bool HasEnd(const Source& source, Span rest, std::string_view mark) {
  std::string_view text = source.Text(rest);
  return text.substr(0, text.find('#')).find(mark) != std::string_view::npos;
}

}  // namespace

void ReadLines(const Source& source, ExceptionFile& out) {
  LineIndex lines(source.text());
  Notes above;
  // How the entries below the comments are written; the first one decides.
  enum class Group : uint8_t { kNone, kBare, kEnding } group = Group::kNone;
  for (uint32_t number = 1; number <= lines.line_count(); ++number) {
    Span line = lines.Line(number);
    Span word = NextWord(source, line.begin, line.end);
    bool comment = !word.empty() && source.text()[word.begin] == '#';
    if (word.empty() || (comment && group != Group::kNone)) {
      above = {};
      group = Group::kNone;
    }
    if (comment) above.Add(source, {word.begin, line.end});
    if (word.empty() || comment) continue;
    // A comment speaks of the entries below it up to the next blank line or
    // comment, as long as they are written alike.
    bool ends = HasEnd(source, {word.end, line.end}, out.facts().expiry_key);
    Group own = ends ? Group::kEnding : Group::kBare;
    bool alike = group == Group::kNone || group == own;
    ReadEntry(source, line, word, alike ? above : Notes(), out);
    if (group == Group::kNone) group = own;
    above.expires = {};  // an end in a comment is that of one entry
  }
}

}  // namespace interlock::exceptions
