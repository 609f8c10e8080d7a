// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/exported_queries.h"

#include <algorithm>

#include "core/text.h"
#include "core/utf8.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kColumn = "query";

// Writes what a query really holds over a blank text of the export's length.
class Blank {
 public:
  explicit Blank(std::string_view text) : text_(text), out_(text.size(), ' ') {}

  void BeginQuery() { in_name_ = false; }
  void Put(size_t at, char c) { out_[at] = c; }
  void Keep(size_t at) { out_[at] = text_[at]; }
  // A double quote that takes two bytes. It opens or closes a quoted name, and
  // stands on the name's side of the two.
  void PutQuote(size_t at) {
    out_[in_name_ ? at : at + 1] = '"';
    in_name_ = !in_name_;
  }
  // The byte after a query; at the end of the text nothing is needed.
  void EndQuery(size_t at) {
    if (at < out_.size()) out_[at] = ';';
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string_view text_;
  std::string out_;
  bool in_name_ = false;
};

// Rows as RFC 4180 and COPY write them, fields parted by a comma, a semicolon
// or a tab.
class Csv {
 public:
  explicit Csv(std::string_view text) : text_(text), blank_(text) {
    if (text.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    std::string_view head = text.substr(at_, LineEnd(text, at_) - at_);
    size_t found = head.find_first_of(",;\t");
    if (found != head.npos) delimiter_ = head[found];
  }

  std::string Run() {
    size_t wanted = ColumnOf();
    size_t column = 0;
    while (wanted != std::string_view::npos && at_ < text_.size()) {
      bool query = column == wanted;
      if (text_[at_] == '"') {
        Quoted(query);
      } else {
        Plain(query);
      }
      column = Next() ? column + 1 : 0;
    }
    return blank_.Take();
  }

 private:
  // Where the header puts the queries, leaving it behind.
  size_t ColumnOf() {
    size_t found = std::string_view::npos;
    for (size_t column = 0; at_ < text_.size(); ++column) {
      size_t begin = at_;
      if (text_[at_] == '"') {
        Quoted(false);
      } else {
        Plain(false);
      }
      std::string_view name = Trim(text_.substr(begin, at_ - begin));
      if (name.size() > 1 && name.front() == '"') {
        name = name.substr(1, name.size() - 2);
      }
      if (EqualsIgnoringCase(name, kColumn)) found = column;
      if (!Next()) break;
    }
    return found;
  }
  bool Ends(size_t at) const {
    return text_[at] == delimiter_ || text_[at] == '\n' || text_[at] == '\r';
  }
  void Plain(bool query) {
    if (query) blank_.BeginQuery();
    size_t begin = at_;
    for (; at_ < text_.size() && !Ends(at_); ++at_) {
      if (query) blank_.Keep(at_);
    }
    if (query && at_ > begin) blank_.EndQuery(at_);
  }
  void Quoted(bool query) {
    if (query) blank_.BeginQuery();
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        if (query) blank_.Keep(at_);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        if (query) blank_.PutQuote(at_);
        ++at_;
      } else {
        break;
      }
    }
    if (query) blank_.EndQuery(at_);
    at_ = std::min(at_ + 1, text_.size());
  }
  // Past what follows a field; whether another one of the same row follows.
  bool Next() {
    while (at_ < text_.size() && !Ends(at_)) ++at_;
    if (at_ == text_.size()) return false;
    bool more = text_[at_] == delimiter_;
    ++at_;
    while (!more && at_ < text_.size() &&
           (text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
    return more;
  }

  std::string_view text_;
  Blank blank_;
  size_t at_ = 0;
  char delimiter_ = ',';
};

// Any JSON: each string that stands as the value of a key `query`.
class Json {
 public:
  explicit Json(std::string_view text) : text_(text), blank_(text) {}

  std::string Run() {
    bool wanted = false;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '"') {
        wanted = String(wanted) && Colon();
      } else {
        if (!IsAsciiSpace(c) && c != ':') wanted = false;
        ++at_;
      }
    }
    return blank_.Take();
  }

 private:
  bool Colon() const {
    size_t at = at_;
    while (at < text_.size() && IsAsciiSpace(text_[at])) ++at;
    return at < text_.size() && text_[at] == ':';
  }
  // Passes a string, keeping it when it is a query; whether it reads `query`.
  bool String(bool query) {
    if (query) blank_.BeginQuery();
    size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] != '\\') {
        if (query) blank_.Keep(at_);
        ++at_;
      } else {
        if (query && at_ + 1 < text_.size()) Escape();
        at_ = std::min(at_ + 2, text_.size());
      }
    }
    if (query) blank_.EndQuery(at_);
    bool named = text_.substr(begin, at_ - begin) == kColumn;
    at_ = std::min(at_ + 1, text_.size());
    return named;
  }
  void Escape() {
    char c = text_[at_ + 1];
    if (c == '"') {
      blank_.PutQuote(at_);
    } else if (c == '/' || c == '\\') {
      blank_.Put(at_ + 1, c);
    } else if (c == 'u') {
      // No letter of SQL's own is written so; what it is part of is not read.
      blank_.Put(at_, '?');
    }
  }

  std::string_view text_;
  Blank blank_;
  size_t at_ = 0;
};

}  // namespace

std::string OnlyQueries(std::string_view text, ExportFormat format) {
  return format == ExportFormat::kCsv ? Csv(text).Run() : Json(text).Run();
}

}  // namespace interlock::sql
