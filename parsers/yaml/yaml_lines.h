// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "parsers/tree.h"

namespace interlock {

// A place in a YAML text that knows its line, for the quick reader. Every
// Skip and Next stops at what the quick reader leaves to yaml-cpp and returns
// false. Lines end with LF or CRLF; a text with a lone CR must not come here.
class YamlLines {
 public:
  YamlLines(Document& doc, uint32_t base)
      : doc_(doc),
        text_(doc.source->text()),
        size_(static_cast<uint32_t>(text_.size())),
        at_(base),
        line_(base) {}

  uint32_t at() const { return at_; }
  uint32_t line() const { return line_; }
  int column() const { return static_cast<int>(at_ - line_); }
  bool AtEnd() const { return at_ >= size_; }
  std::string_view text() const { return text_; }
  // LF at every line break and at the end.
  char Peek(uint32_t ahead = 0) const { return At(at_ + ahead); }
  char At(size_t offset) const {
    char c = offset < size_ ? text_[offset] : '\n';
    return c == '\r' ? '\n' : c;
  }
  void MoveTo(uint32_t offset) { at_ = offset; }
  // To the start of a line.
  void BeginLine(uint32_t offset) { at_ = line_ = offset; }
  void SkipSpaces() {
    while (at_ < size_ && text_[at_] == ' ') ++at_;
  }
  // The end of the line that holds `offset`, its break excluded.
  uint32_t LineEnd(uint32_t offset) const;
  // Behind the line break at `end`, or the end of the text.
  uint32_t LineAfter(uint32_t end) const;
  bool SeesIndicator(char c) const {
    return Peek() == c && !AtEnd() && (Peek(1) == ' ' || Peek(1) == '\n');
  }

  // A document may begin or end here.
  bool AtMarker() const {
    return at_ == line_ && (Peek() == '-' || Peek() == '.') &&
           Peek(1) == Peek() && Peek(2) == Peek();
  }

  // Over spaces, line breaks and comments, which are recorded.
  bool SkipToContent();
  // The same, when nothing but a comment stands on the rest of this line.
  bool NextLine();
  // To the start of the line below, when this one has but a comment left.
  bool NextBreak();

 private:
  bool TakeComment();

  Document& doc_;
  std::string_view text_;
  uint32_t size_;
  uint32_t at_;
  uint32_t line_;
};

}  // namespace interlock
