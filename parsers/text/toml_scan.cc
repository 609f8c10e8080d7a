// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/toml_scan.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "parsers/encoding.h"

namespace interlock {
namespace {

class Scanner {
 public:
  explicit Scanner(Document& doc) : doc_(doc), text_(doc.source->text()) {}

  bool Run() {
    size_t at = TextStart(text_);
    while (at < text_.size()) {
      // TOML has such characters in strings and comments only, and toml++
      // is not safe to ask about all of them.
      if (static_cast<unsigned char>(text_[at]) >= 0x80) return Foreign(at);
      if (text_[at] == '[' && !in_value_ && open_.empty()) {
        if (!CheckHeader(at)) return false;
      }
      at = Step(at);
      if (depth_ + dots_ > kMaxTreeDepth) return TooDeep(at - 1);
    }
    return true;
  }

 private:
  size_t Step(size_t at) {
    switch (text_[at]) {
      case '#':
        return Comment(at);
      case '"':
      case '\'':
        return String(at);
      case '[':
      case '{':
        open_.push_back(dots_);
        depth_ += dots_ + 1;
        dots_ = 0;
        break;
      case ']':
      case '}':
        Close();
        break;
      case '\n':
        if (!open_.empty()) break;
        dots_ = 0;
        in_value_ = false;
        break;
      case '=':
        // The value is as deep as its key; a float's dot adds nothing much.
        in_value_ = true;
        break;
      case ',':
        dots_ = 0;
        break;
      case '.':
        ++dots_;
        break;
      default:
        break;
    }
    return at + 1;
  }

  void Close() {
    dots_ = 0;
    if (open_.empty()) return;
    dots_ = open_.back();
    depth_ -= dots_ + 1;
    open_.pop_back();
  }

  size_t Comment(size_t at) {
    size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
    size_t before = at;
    while (before > 0 &&
           (text_[before - 1] == ' ' || text_[before - 1] == '\t')) {
      --before;
    }
    bool own = before <= TextStart(text_) || text_[before - 1] == '\n' ||
               text_[before - 1] == '\r';
    doc_.comments.push_back(
        {{static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, own});
    return end;
  }

  size_t String(size_t at) {
    char quote = text_[at];
    std::string_view rest = text_.substr(at);
    bool block = rest.starts_with("\"\"\"") || rest.starts_with("'''");
    size_t i = at + (block ? 3 : 1);
    while (i < text_.size()) {
      if (text_[i] == '\\' && quote == '"') {
        i += 2;
      } else if (!block && text_[i] == '\n') {
        return i;  // not closed: toml++ says so
      } else if (text_[i] != quote) {
        ++i;
      } else if (!block) {
        return i + 1;
      } else if (text_.substr(i, 3) == rest.substr(0, 3)) {
        return AfterQuotes(i, quote);
      } else {
        ++i;
      }
    }
    return text_.size();
  }

  // Up to two quotes may stand directly before the three that close.
  size_t AfterQuotes(size_t i, char quote) {
    size_t end = i;
    while (end < text_.size() && end < i + 5 && text_[end] == quote) ++end;
    return end;
  }

  // toml++ takes for granted that a name follows a header's brackets.
  bool CheckHeader(size_t at) {
    size_t i = text_.find_first_not_of(" \t", at + 1);
    if (i < text_.size() && text_[i] == '[') {
      i = text_.find_first_not_of(" \t", i + 1);
    }
    if (i >= text_.size() || StartsName(text_[i]) || text_[i] == ']') {
      return true;
    }
    auto begin = static_cast<uint32_t>(i);
    AddError(doc_, WordAt(text_, begin),
             fmt::format("found {} after '[', expected a table's name",
                         FoundAt(text_, begin)),
             "write [name] or [[name]] on one line");
    return false;
  }

  static bool StartsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) ||
           c == '_' || c == '-' || c == '"' || c == '\'';
  }

  bool Foreign(size_t at) {
    auto begin = static_cast<uint32_t>(at);
    AddError(doc_, WordAt(text_, begin),
             fmt::format("found {} outside quotes, where only letters, digits, "
                         "'_' and '-' may stand",
                         FoundAt(text_, begin)),
             "put the key or the value in quotes");
    return false;
  }

  bool TooDeep(size_t at) {
    auto begin = static_cast<uint32_t>(at);
    AddError(doc_, {begin, begin + 1},
             fmt::format("found more than {} levels of nesting", kMaxTreeDepth),
             "flatten the file");
    return false;
  }

  Document& doc_;
  std::string_view text_;
  std::vector<int> open_;  // dots of the key before each open bracket
  int depth_ = 0;          // of the open brackets and those keys
  bool in_value_ = false;  // after a line's '='
  int dots_ = 0;           // of the key being read
};

}  // namespace

bool ScanToml(Document& doc) { return Scanner(doc).Run(); }

TomlPositions::TomlPositions(std::string_view text) : text_(text) {
  uint32_t points = 0;
  auto start = TextStart(text);
  lines_.push_back(0);
  for (uint32_t i = start; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (points % kStep == 0) steps_.push_back(i);
    ++points;
    if (text[i] == '\n') lines_.push_back(points);
  }
}

uint32_t TomlPositions::Offset(uint32_t line, uint32_t column) const {
  auto size = static_cast<uint32_t>(text_.size());
  if (line == 0 || line > lines_.size()) return size;
  uint32_t point = lines_[line - 1] + std::max<uint32_t>(column, 1) - 1;
  if (point / kStep >= steps_.size()) return size;
  uint32_t at = steps_[point / kStep];
  for (uint32_t left = point % kStep; left > 0 && at < size; --left) {
    ++at;
    while (at < size &&
           (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) {
      ++at;
    }
  }
  return at;
}

}  // namespace interlock
