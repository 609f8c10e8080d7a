// SPDX-License-Identifier: Apache-2.0
#include "parsers/scalar_map.h"

#include <algorithm>

namespace interlock {
namespace {

// What folding and indenting change. Other control characters are text.
bool IsWhite(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// How many characters an escape takes in the file, with its backslash.
size_t EscapeLength(std::string_view rest) {
  if (rest.size() < 2) return rest.size();
  size_t digits = rest[1] == 'x' ? 2 : rest[1] == 'u' ? 4 : 0;
  if (rest[1] == 'U') digits = 8;
  return std::min(rest.size(), 2 + digits);
}

// How many bytes it stands for; white space counts for none.
size_t EscapeBytes(std::string_view escape) {
  if (escape.size() < 2) return 0;
  std::string_view digits = escape.substr(2);
  if (digits.empty()) {
    std::string_view white = " \t\n\rnrt";
    if (white.find(escape[1]) != std::string_view::npos) return 0;
    bool wide = escape[1] == 'N' || escape[1] == '_';  // U+85, U+A0
    bool line = escape[1] == 'L' || escape[1] == 'P';  // U+2028, U+2029
    return line ? 3 : wide ? 2 : 1;
  }
  uint32_t code = 0;
  for (char c : digits) {
    code = code * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  if (code < 0x80) return IsWhite(static_cast<char>(code)) ? 0 : 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

}  // namespace

ScalarMap::ScalarMap(const Node& scalar, std::string_view file)
    : text_(scalar.text),
      whole_(scalar.alias_of != nullptr ? scalar.alias_of->span : scalar.span) {
  const Node& node = scalar.alias_of != nullptr ? *scalar.alias_of : scalar;
  single_ = node.style == ScalarStyle::kSingle;
  at_.assign(text_.size() + 1, whole_.end);
  Span inside = node.span;
  bool block =
      node.style == ScalarStyle::kLiteral || node.style == ScalarStyle::kFolded;
  if (block) {
    size_t line = file.find('\n', inside.begin);
    if (line == std::string_view::npos) line = inside.end;
    inside.begin = std::min(static_cast<uint32_t>(line), inside.end);
  } else if (!node.plain() && inside.size() >= 2) {
    inside = {inside.begin + 1, inside.end - 1};
  }
  if (node.style == ScalarStyle::kDouble) {
    Quoted(file, inside);
  } else {
    Plain(file, inside);
  }
  at_[text_.size()] = inside.end;
  // White space stands right behind what it follows, or at the beginning.
  uint32_t limit = inside.end;
  std::vector<uint32_t> next(text_.size());
  for (size_t i = text_.size(); i-- > 0;) {
    next[i] = limit;
    if (!IsWhite(text_[i])) limit = at_[i];
  }
  uint32_t last = inside.begin;
  for (size_t i = 0; i < text_.size(); ++i) {
    if (IsWhite(text_[i])) {
      at_[i] = std::min(last, next[i]);
      last = at_[i] + 1;
    } else {
      last = at_[i] + 1;
    }
  }
}

void ScalarMap::Plain(std::string_view file, Span span) {
  uint32_t from = span.begin;
  for (size_t i = 0; i < text_.size(); ++i) {
    if (IsWhite(text_[i])) continue;
    while (from < span.end && IsWhite(file[from])) ++from;
    at_[i] = std::min(from, span.end);
    // '' stands for one quote.
    from += single_ && text_[i] == '\'' ? 2 : 1;
  }
}

void ScalarMap::Quoted(std::string_view file, Span span) {
  uint32_t from = span.begin;
  size_t pending = 0;  // bytes that the escape at `begin` still stands for
  uint32_t begin = from;
  for (size_t i = 0; i < text_.size(); ++i) {
    if (IsWhite(text_[i])) continue;
    while (pending == 0 && from < span.end) {
      if (IsWhite(file[from])) {
        ++from;
        continue;
      }
      begin = from;
      if (file[from] != '\\') {
        pending = 1;
        ++from;
        break;
      }
      std::string_view escape = file.substr(from, span.end - from);
      escape = escape.substr(0, EscapeLength(escape));
      pending = EscapeBytes(escape);
      from += static_cast<uint32_t>(escape.size());
    }
    at_[i] = std::min(begin, span.end);
    if (pending > 0) --pending;
  }
}

uint32_t ScalarMap::At(size_t offset) const {
  return at_[std::min(offset, text_.size())];
}

Span ScalarMap::At(Span part) const {
  if (part.empty()) return {At(part.begin), At(part.begin)};
  uint32_t begin = At(part.begin);
  bool doubled = single_ && text_[part.end - 1] == '\'';
  uint32_t end = At(part.end - 1) + (doubled ? 2 : 1);
  // An escape is one character of several bytes.
  if (part.end < text_.size() && !IsWhite(text_[part.end])) {
    end = std::max(end, At(part.end));
  }
  return {begin, std::max(begin, std::min(end, whole_.end))};
}

}  // namespace interlock
