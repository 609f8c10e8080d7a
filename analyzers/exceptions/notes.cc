// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/notes.h"

#include <algorithm>

#include "analyzers/exceptions/expiry.h"
#include "core/text.h"

namespace interlock::exceptions {
namespace {

struct NoteKey {
  std::string_view name;
  Field Notes::*field;
};
constexpr NoteKey kKeys[] = {
    {"expires", &Notes::expires},      {"expiry", &Notes::expires},
    {"until", &Notes::expires},        {"approver", &Notes::approver},
    {"approved by", &Notes::approver}, {"approved-by", &Notes::approver},
    {"owner", &Notes::approver},       {"reason", &Notes::reason},
};

Field FieldAt(const Source& source, Span span) {
  std::string_view text = source.Text(span);
  std::string_view trimmed = Trim(text);
  auto begin = span.begin + static_cast<uint32_t>(trimmed.data() - text.data());
  Span exact{begin, begin + static_cast<uint32_t>(trimmed.size())};
  return {trimmed, exact, !trimmed.empty()};
}

// The comment without its marks.
Span Words(const Source& source, Span comment) {
  std::string_view text = source.Text(comment);
  uint32_t skip = 0;
  while (skip < text.size() && (text[skip] == '#' || text[skip] == '/' ||
                                text[skip] == '*' || text[skip] == '!')) {
    ++skip;
  }
  return {comment.begin + skip, comment.end};
}

}  // namespace

void Notes::Add(const Source& source, Span comment) {
  Field words = FieldAt(source, Words(source, comment));
  if (!words.stated || words.text.starts_with("SPDX-") ||
      words.text.starts_with("interlock:")) {
    return;
  }
  for (const NoteKey& key : kKeys) {
    if (!StartsWithIgnoringCase(words.text, key.name)) continue;
    auto size = static_cast<uint32_t>(key.name.size());
    if (words.text.size() <= size) continue;
    char mark = words.text[size];
    if (mark != ':' && mark != '=') continue;
    Span value{words.span.begin + size + 1, words.span.end};
    this->*key.field = FieldAt(source, value);
    return;
  }
  if (!reason.stated) reason = words;
}

void Complete(Exception& entry, const Notes& notes) {
  if (!entry.reason.stated) entry.reason = notes.reason;
  if (!entry.approver.stated) entry.approver = notes.approver;
  if (entry.expiry.field.stated || !notes.expires.stated) return;
  // The convention is ours: the written day still counts.
  entry.expiry.field = notes.expires;
  entry.expiry.day_rule = DayRule::kInclusive;
  entry.expiry.last_day = LastDay(notes.expires.text, DayRule::kInclusive);
}

NoteFinder::NoteFinder(const Source& source, const Document& tree)
    : source_(source), tree_(tree), lines_(source.text()) {
  for (const TreeComment& comment : tree.comments) {
    comment_lines_.push_back(LineOf(comment.span.begin));
  }
}

// Upwards, as long as each line before holds a comment of its own.
size_t NoteFinder::FirstAbove(uint32_t line) const {
  auto begin = std::ranges::lower_bound(comment_lines_, line);
  while (begin != comment_lines_.begin()) {
    auto above = begin - 1;
    const TreeComment& comment = tree_.comments[above - comment_lines_.begin()];
    if (*above + 1 != line || !comment.own_line) break;
    line = *above;
    begin = above;
  }
  return static_cast<size_t>(begin - comment_lines_.begin());
}

Notes NoteFinder::Gather(size_t begin, size_t end) const {
  Notes notes;
  for (size_t at = begin; at < end; ++at) {
    notes.Add(source_, tree_.comments[at].span);
  }
  return notes;
}

Notes NoteFinder::For(Span entry) const {
  uint32_t last = LineOf(entry.empty() ? entry.begin : entry.end - 1);
  auto end = std::ranges::upper_bound(comment_lines_, last);
  return Gather(FirstAbove(LineOf(entry.begin)),
                static_cast<size_t>(end - comment_lines_.begin()));
}

Notes NoteFinder::Above(Span entry) const {
  uint32_t line = LineOf(entry.begin);
  auto end = std::ranges::lower_bound(comment_lines_, line);
  return Gather(FirstAbove(line),
                static_cast<size_t>(end - comment_lines_.begin()));
}

}  // namespace interlock::exceptions
