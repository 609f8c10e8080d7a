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

}  // namespace

void ReadLines(const Source& source, ExceptionFile& out) {
  LineIndex lines(source.text());
  Notes above;
  for (uint32_t number = 1; number <= lines.line_count(); ++number) {
    Span line = lines.Line(number);
    Span word = NextWord(source, line.begin, line.end);
    if (word.empty()) {
      above = {};
    } else if (source.text()[word.begin] == '#') {
      above.Add(source, {word.begin, line.end});
    } else {
      ReadEntry(source, line, word, above, out);
      above = {};  // a comment speaks of the entry directly below it
    }
  }
}

}  // namespace interlock::exceptions
