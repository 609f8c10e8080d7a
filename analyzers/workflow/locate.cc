// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/locate.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::workflow {
namespace {

uint32_t NextLine(std::string_view text, uint32_t at) {
  size_t end = text.find('\n', at);
  return static_cast<uint32_t>(end == std::string_view::npos ? text.size()
                                                             : end + 1);
}

}  // namespace

ScalarLocator::ScalarLocator(std::string_view file, const Node& node)
    : file_(file), node_(node) {
  bool quoted =
      node.style == ScalarStyle::kSingle || node.style == ScalarStyle::kDouble;
  first_ = node.span.begin + (quoted ? 1 : 0);
  as_written_ =
      node.alias_of == nullptr && file.substr(first_).starts_with(node.text);
  file_line_ = NextLine(file, node.span.begin);
  searched_ = node.span.begin;
}

Span ScalarLocator::Locate(Span part) {
  if (as_written_) return {first_ + part.begin, first_ + part.end};
  if (node_.alias_of != nullptr) return node_.span;
  if (node_.style != ScalarStyle::kLiteral) return Search(part);
  if (!Advance(part.begin)) return node_.span;
  uint32_t end = NextLine(node_.text, text_line_);
  std::string_view line = node_.text.substr(text_line_, end - text_line_);
  while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (part.end > text_line_ + line.size()) return node_.span;
  uint32_t file_end = static_cast<uint32_t>(LineEnd(file_, file_line_));
  auto size = static_cast<uint32_t>(line.size());
  if (file_end < file_line_ + size) return node_.span;
  uint32_t from = file_end - size;
  if (file_.substr(from, size) != line) return node_.span;
  return {from + part.begin - text_line_, from + part.end - text_line_};
}

// Walks both texts to the line that holds the offset.
bool ScalarLocator::Advance(uint32_t offset) {
  if (offset < text_line_) return false;
  while (true) {
    uint32_t next = NextLine(node_.text, text_line_);
    if (offset < next || next == node_.text.size()) return true;
    text_line_ = next;
    file_line_ = NextLine(file_, file_line_);
    if (file_line_ >= node_.span.end) return false;
  }
}

Span ScalarLocator::Search(Span part) {
  std::string_view wanted = part.In(node_.text);
  std::string_view whole =
      file_.substr(0, std::min<size_t>(node_.span.end, file_.size()));
  size_t at = whole.find(wanted, searched_);
  if (at == std::string_view::npos || wanted.empty()) return node_.span;
  searched_ = static_cast<uint32_t>(at);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + wanted.size())};
}

}  // namespace interlock::workflow
