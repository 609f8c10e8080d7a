// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_lines.h"

namespace interlock {

uint32_t YamlLines::LineEnd(uint32_t offset) const {
  size_t end = text_.find('\n', offset);
  if (end == std::string_view::npos) return size_;
  if (end > offset && text_[end - 1] == '\r') --end;
  return static_cast<uint32_t>(end);
}

uint32_t YamlLines::LineAfter(uint32_t end) const {
  if (end >= size_) return size_;
  return end + (text_[end] == '\r' ? 2 : 1);
}

bool YamlLines::SkipToContent() {
  while (true) {
    SkipSpaces();
    if (AtEnd()) return true;
    char c = Peek();
    if (c == '\n') {
      BeginLine(LineAfter(at_));
    } else if (c == '#') {
      if (!TakeComment()) return false;
    } else {
      return c != '\t';
    }
  }
}

bool YamlLines::NextLine() {
  uint32_t line = line_;
  return SkipToContent() && (AtEnd() || line_ != line);
}

bool YamlLines::NextBreak() {
  SkipSpaces();
  if (Peek() == '#' && !TakeComment()) return false;
  if (AtEnd() || Peek() != '\n') return false;
  BeginLine(LineAfter(at_));
  return true;
}

bool YamlLines::TakeComment() {
  if (at_ > line_ && text_[at_ - 1] != ' ') return false;
  uint32_t begin = at_;
  at_ = LineEnd(at_);
  uint32_t end = at_;
  while (text_[end - 1] == ' ' || text_[end - 1] == '\t') --end;
  bool own_line = text_.find_first_not_of(' ', line_) == begin;
  doc_.comments.push_back({{begin, end}, own_line});
  return true;
}

}  // namespace interlock
