// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_cursor.h"

#include <algorithm>

namespace interlock {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsBreak(char c) { return c == '\n' || c == '\r'; }
bool IsWhite(char c) { return IsBlank(c) || IsBreak(c); }

// What folding, indentation and chomping never touch.
bool IsInk(char c) { return !IsWhite(c); }

size_t CountInk(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), IsInk));
}

bool EndsName(char c) {
  return IsWhite(c) || c == '[' || c == ']' || c == '{' || c == '}' || c == ',';
}

bool IsTagCharacter(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  if (c >= '0' && c <= '9') return true;
  return std::string_view("-#;/?:@&=+$_.~*'()%!").find(c) !=
         std::string_view::npos;
}

// The lines below its last ink that a block scalar's value still covers.
size_t LinesBelow(std::string_view value, size_t ink) {
  size_t tail = value.size();
  while (tail > 0 && !IsInk(value[tail - 1])) --tail;
  std::string_view rest = value.substr(tail);
  if (rest.empty()) return 0;
  auto breaks = static_cast<size_t>(std::count(rest.begin(), rest.end(), '\n'));
  bool last_line_broken = rest.back() == '\n';
  if (ink == 0) return last_line_broken ? breaks : breaks + 1;
  return last_line_broken ? breaks - 1 : breaks;
}

}  // namespace

void YamlCursor::MoveTo(uint32_t offset) {
  auto size = static_cast<uint32_t>(text_.size());
  at_ = std::max(at_, std::min(offset, size));
}

void YamlCursor::SkipBlanks() {
  while (at_ < text_.size()) {
    if (IsWhite(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '#') {
      TakeComment();
    } else {
      return;
    }
  }
}

void YamlCursor::TakeComment() {
  uint32_t begin = at_;
  SkipToLineEnd();
  uint32_t end = at_;
  while (end > begin && IsBlank(text_[end - 1])) --end;
  uint32_t before = begin;
  while (before > start_ && IsBlank(text_[before - 1])) --before;
  bool own_line = before == start_ || IsBreak(text_[before - 1]);
  comments_.push_back({{begin, end}, own_line});
}

bool YamlCursor::SkipBetweenDocuments(uint32_t limit) {
  bool ended = false;
  while (true) {
    SkipBlanks();
    if (at_ >= limit) return ended;
    if (!AtLineStart()) return ended;
    if (Peek() == '%') {
      // A comment may end a directive's line.
      while (!AtEnd() && !IsBreak(Peek()) && Peek() != '#') ++at_;
    } else if (Sees("...") && IsWhite(At(at_ + 3))) {
      at_ += 3;
      ended = true;
    } else {
      return ended;
    }
  }
}

bool YamlCursor::AtLineStart() const {
  return at_ == start_ || IsBreak(text_[at_ - 1]);
}

bool YamlCursor::Take(char c) {
  if (AtEnd() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool YamlCursor::TakeIndicator(char c) {
  if (AtEnd() || text_[at_] != c || !IsWhite(At(at_ + 1))) return false;
  ++at_;
  return true;
}

bool YamlCursor::TakeDocumentStart() {
  if (!AtLineStart() || !Sees("---") || !IsWhite(At(at_ + 3))) return false;
  at_ += 3;
  return true;
}

std::string_view YamlCursor::TakeName() {
  uint32_t begin = ++at_;
  while (!AtEnd() && !EndsName(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

void YamlCursor::TakeTag() {
  ++at_;
  if (Take('<')) {
    while (!AtEnd() && text_[at_] != '>') ++at_;
    Take('>');
    return;
  }
  while (!AtEnd() && IsTagCharacter(text_[at_])) ++at_;
}

// Folding only ever changes white space, so the scalar ends where all of its
// value's other bytes have gone by.
void YamlCursor::SkipInk(size_t count) {
  while (count > 0 && at_ < text_.size()) {
    if (IsInk(text_[at_])) --count;
    ++at_;
  }
}

Span YamlCursor::TakePlain(std::string_view value) {
  uint32_t begin = at_;
  if (text_.substr(at_).starts_with(value)) {
    at_ += static_cast<uint32_t>(value.size());
  } else {
    SkipInk(CountInk(value));
  }
  return {begin, at_};
}

std::optional<Span> YamlCursor::TakeSingleQuoted() {
  uint32_t begin = at_++;
  while (at_ < text_.size()) {
    if (text_[at_++] != '\'') continue;
    if (!Take('\'')) return Span{begin, at_};
  }
  return std::nullopt;
}

std::optional<Span> YamlCursor::TakeDoubleQuoted() {
  uint32_t begin = at_++;
  while (at_ < text_.size()) {
    char c = text_[at_++];
    if (c == '"') return Span{begin, at_};
    if (c == '\\' && !AtEnd()) ++at_;
  }
  return std::nullopt;
}

void YamlCursor::SkipToLineEnd() {
  while (at_ < text_.size() && !IsBreak(text_[at_])) ++at_;
}

void YamlCursor::SkipLineBreak() {
  Take('\r');
  Take('\n');
}

Span YamlCursor::TakeBlockScalar(std::string_view value) {
  uint32_t begin = at_++;
  while (!AtEnd() && !IsWhite(Peek()) && Peek() != '#') ++at_;
  uint32_t end = at_;
  while (!AtEnd() && IsBlank(Peek())) ++at_;
  if (!AtEnd() && Peek() == '#') TakeComment();
  SkipToLineEnd();
  size_t ink = CountInk(value);
  if (ink > 0) {
    SkipInk(ink);
    SkipToLineEnd();
    end = at_;
  }
  for (size_t lines = LinesBelow(value, ink); lines > 0; --lines) {
    SkipLineBreak();
    SkipToLineEnd();
    end = at_;
  }
  return {begin, end};
}

std::string_view YamlCursor::NullWord(Style style) const {
  for (std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!Sees(word)) continue;
    char after = At(at_ + word.size());
    bool ends = style == Style::kFlow ? EndsName(after) : IsWhite(after);
    if (ends || after == ':') return word;
  }
  return {};
}

}  // namespace interlock
