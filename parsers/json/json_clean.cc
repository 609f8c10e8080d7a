// SPDX-License-Identifier: Apache-2.0
#include "parsers/json/json_clean.h"

#include <algorithm>

#include "core/text.h"
#include "parsers/encoding.h"

namespace interlock {
namespace {

constexpr size_t kNone = std::string_view::npos;

bool IsWordCharacter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '+' || c == '-' || c == '.' || c == '_';
}

class Cleaner {
 public:
  Cleaner(std::string_view text, Document& doc)
      : text_(text), doc_(doc), out_(text) {}

  std::string Run() {
    size_t at = TextStart(text_);
    while (at < text_.size()) at = Step(at);
    return std::move(out_);
  }

 private:
  size_t Step(size_t at) {
    char c = text_[at];
    if (IsAsciiSpace(c)) return at + 1;
    if (c == '/' && text_.substr(at, 2) == "//") return LineComment(at);
    if (c == '/' && text_.substr(at, 2) == "/*") return BlockComment(at);
    if (c == '"') {
      after_value_ = true;
      comma_ = kNone;
      return JsonStringEnd(text_, at);
    }
    if (c == ',') {
      // Trailing only where a value stands before it.
      comma_ = after_value_ ? at : kNone;
      after_value_ = false;
      return at + 1;
    }
    if ((c == ']' || c == '}') && comma_ != kNone) out_[comma_] = ' ';
    comma_ = kNone;
    after_value_ = c != '[' && c != '{' && c != ':';
    return at + 1;
  }

  size_t LineComment(size_t at) {
    size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
    Blank(at, end);
    return end;
  }

  size_t BlockComment(size_t at) {
    size_t close = text_.find("*/", at + 2);
    if (close == kNone) {
      auto begin = static_cast<uint32_t>(at);
      AddError(doc_, {begin, begin + 2},
               "found the end of the file inside a comment, expected '*/'",
               "close the comment");
      close = text_.size();
    }
    size_t end = std::min(close + 2, text_.size());
    Blank(at, end);
    return end;
  }

  void Blank(size_t begin, size_t end) {
    size_t before = begin;
    while (before > 0 &&
           (text_[before - 1] == ' ' || text_[before - 1] == '\t'))
      --before;
    bool own = before == TextStart(text_) || text_[before - 1] == '\n' ||
               text_[before - 1] == '\r';
    Span span{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    doc_.comments.push_back({span, own});
    for (size_t i = begin; i < end; ++i) {
      if (out_[i] != '\n' && out_[i] != '\r') out_[i] = ' ';
    }
  }

  std::string_view text_;
  Document& doc_;
  std::string out_;
  size_t comma_ = kNone;  // a comma with nothing after it yet
  bool after_value_ = false;
};

// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?
bool IsJsonNumber(std::string_view word) {
  size_t i = word.starts_with('-') ? 1 : 0;
  auto digits = [&] {
    size_t from = i;
    while (i < word.size() && IsDigit(word[i])) ++i;
    return i - from;
  };
  bool zero = i < word.size() && word[i] == '0';
  size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < word.size() && word[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < word.size() && (word[i] == 'e' || word[i] == 'E')) {
    ++i;
    if (i < word.size() && (word[i] == '-' || word[i] == '+')) ++i;
    if (digits() == 0) return false;
  }
  return i == word.size();
}

}  // namespace

size_t JsonStringEnd(std::string_view text, size_t offset) {
  size_t i = offset + 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size());
}

size_t JsonWordEnd(std::string_view text, size_t offset) {
  while (offset < text.size() && IsWordCharacter(text[offset])) ++offset;
  return offset;
}

std::string CleanJson(std::string_view text, Document& doc) {
  return Cleaner(text, doc).Run();
}

std::string WithShortNumbers(std::string_view text) {
  std::string out(text);
  size_t i = 0;
  while (i < text.size()) {
    if (text[i] == '"') {
      i = JsonStringEnd(text, i);
      continue;
    }
    size_t end = JsonWordEnd(text, i);
    if (end > i && IsJsonNumber(text.substr(i, end - i))) {
      std::fill(out.begin() + static_cast<ptrdiff_t>(i),
                out.begin() + static_cast<ptrdiff_t>(end), ' ');
      out[i] = '1';
    }
    i = std::max(end, i + 1);
  }
  return out;
}

}  // namespace interlock
