// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/splitter.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::sql {
namespace {

// Comments that end a statement in the tools that write them.
constexpr std::string_view kBreaks[] = {
    "+goose statementend",
    "+migrate statementend",
    "> statement-breakpoint",
    "+goose up",
    "+goose down",
    "+migrate up",
    "+migrate down",
    "migrate:up",
    "migrate:down",
    "changeset ",
};

bool IsBreak(std::string_view comment) {
  std::string_view body = Trim(comment.substr(2));
  return std::any_of(
      std::begin(kBreaks), std::end(kBreaks),
      [&](std::string_view b) { return StartsWithIgnoringCase(body, b); });
}

}  // namespace

// What is known about the statement under way.
struct Splitter::State {
  size_t begin;
  size_t at;
  size_t last;  // the end of what belongs to it so far
  int brackets = 0;
  int words = 0;
  bool create = false;   // begins with CREATE
  bool rule = false;     // ... RULE, whose actions stand in brackets
  bool routine = false;  // ... FUNCTION or PROCEDURE
  bool after_begin = false;
  int atomic = 0;  // open BEGIN ATOMIC and CASE
  bool copy = false;
  bool after_from = false;
  bool from_stdin = false;
};

size_t Splitter::LineEnd(size_t at) const {
  return interlock::LineEnd(text_, at);
}

// A line that holds a tool's own delimiter and nothing else.
bool Splitter::IsDelimiterLine(size_t at) const {
  if (delimiter_.empty() || text_.substr(at, delimiter_.size()) != delimiter_) {
    return false;
  }
  return Trim(text_.substr(at, LineEnd(at) - at)) == delimiter_;
}

Splitter::Piece Splitter::Next() {
  if (copy_data_follows_) {
    copy_data_follows_ = false;
    Piece data = CopyData();
    if (data.kind != Piece::Kind::kEnd) return data;
  }
  while (true) {
    at_ = SkipBlank(text_, at_);
    if (at_ >= text_.size()) return {};
    if (text_[at_] == ';') {
      ++at_;
    } else if (IsDelimiterLine(at_)) {
      at_ += delimiter_.size();
    } else {
      break;
    }
  }
  return text_[at_] == '\\' ? PsqlLine() : Statement();
}

Splitter::Piece Splitter::PsqlLine() {
  size_t end = LineEnd(at_);
  Piece piece = {Piece::Kind::kPsqlCommand,
                 {static_cast<uint32_t>(at_), static_cast<uint32_t>(end)},
                 static_cast<uint32_t>(end)};
  at_ = end;
  return piece;
}

// The lines up to "\." after COPY ... FROM STDIN. Without that line there is
// no data: the statement stands in a file that is not for psql.
Splitter::Piece Splitter::CopyData() {
  size_t begin = LineEnd(at_);
  if (begin < text_.size() && text_[begin] == '\r') ++begin;
  if (begin < text_.size() && text_[begin] == '\n') ++begin;
  for (size_t at = begin; at < text_.size();) {
    size_t dot = text_.find("\\.", at);
    if (dot == std::string_view::npos) return {};
    bool line_start = dot == begin || text_[dot - 1] == '\n';
    if (line_start && Trim(text_.substr(dot, LineEnd(dot) - dot)) == "\\.") {
      Piece piece = {
          Piece::Kind::kCopyData,
          {static_cast<uint32_t>(begin), static_cast<uint32_t>(dot + 2)},
          static_cast<uint32_t>(dot + 2)};
      at_ = dot + 2;
      return piece;
    }
    at = dot + 2;
  }
  return {};
}

Splitter::Piece Splitter::Statement() {
  State s{.begin = at_, .at = at_, .last = at_};
  while (s.at < text_.size() && Step(s)) {
  }
  copy_data_follows_ = s.from_stdin && s.at < text_.size();
  at_ = s.at < text_.size() && text_[s.at] == ';' ? s.at + 1 : s.at;
  return {Piece::Kind::kStatement,
          {static_cast<uint32_t>(s.begin), static_cast<uint32_t>(s.last)},
          static_cast<uint32_t>(at_)};
}

// Takes one construct; false when the statement ends before it.
// Long: one case for each kind of byte that a construct can begin with.
bool Splitter::Step(State& s) {
  switch (ClassOf(text_[s.at])) {
    case ByteClass::kSpace:
      ++s.at;
      return true;
    case ByteClass::kQuote:
      s.at = SkipString(text_, s.at);
      break;
    case ByteClass::kName:
      s.at = SkipQuotedName(text_, s.at);
      break;
    case ByteClass::kDollar:
      s.at = std::max(SkipDollarString(text_, s.at), s.at + 1);
      break;
    case ByteClass::kDash:
    case ByteClass::kSlash:
      if (IsLineComment(text_, s.at) || IsBlockComment(text_, s.at)) {
        return Comment(s);
      }
      if (IsDelimiterLine(s.at)) return false;
      ++s.at;
      break;
    case ByteClass::kWord:
      if (IsDelimiterLine(s.at) && s.at > s.begin) return false;
      Word(s);
      break;
    case ByteClass::kOpen:
      ++s.brackets;
      ++s.at;
      break;
    case ByteClass::kClose:
      --s.brackets;
      ++s.at;
      break;
    case ByteClass::kSemicolon:
      if (s.atomic == 0 && !(s.rule && s.brackets > 0)) return false;
      ++s.at;
      break;
    case ByteClass::kBackslash:
      return false;
    default:
      ++s.at;
  }
  s.last = s.at;
  return true;
}

bool Splitter::Comment(State& s) {
  if (IsBlockComment(text_, s.at)) {
    s.at = SkipBlockComment(text_, s.at);
    return true;
  }
  size_t end = SkipLineComment(text_, s.at);
  if (IsBreak(text_.substr(s.at, end - s.at))) return false;
  s.at = end;
  return true;
}

void Splitter::Word(State& s) {
  size_t begin = s.at;
  while (s.at < text_.size() && ContinuesWord(text_[s.at])) ++s.at;
  Token word{TokenKind::kWord,
             {static_cast<uint32_t>(begin), static_cast<uint32_t>(s.at)},
             0};
  int index = s.words++;
  if (index == 0) {
    s.create = WordIs(text_, word, "create");
    s.copy = WordIs(text_, word, "copy");
  } else if (s.create && index < 4) {
    s.rule |= WordIs(text_, word, "rule");
    s.routine |=
        WordIs(text_, word, "function") || WordIs(text_, word, "procedure");
  } else if (s.routine) {
    bool atomic = s.after_begin && WordIs(text_, word, "atomic");
    bool opens = s.atomic > 0 && WordIs(text_, word, "case");
    if (atomic || opens) ++s.atomic;
    if (s.atomic > 0 && WordIs(text_, word, "end")) --s.atomic;
    s.after_begin = WordIs(text_, word, "begin");
  }
  if (s.copy && s.brackets == 0) {
    s.from_stdin |= s.after_from && WordIs(text_, word, "stdin");
    s.after_from = WordIs(text_, word, "from");
  }
}

}  // namespace interlock::sql
