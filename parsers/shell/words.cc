// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "parsers/shell/reader.h"

namespace interlock::shell {
namespace {

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool IsName(char c) { return IsNameStart(c) || IsDigit(c); }
bool IsOneOf(char c, std::string_view some) {
  return c != '\0' && some.find(c) != std::string_view::npos;
}

constexpr std::string_view kSpecialNames = "@*#?$!-";

// Which characters stand for themselves wherever they are, so that a run of
// them is taken as one.
using Signs = std::array<bool, 256>;
constexpr Signs kPlain = [] {
  Signs signs{};
  for (int c = 'a'; c <= 'z'; ++c) signs[c] = true;
  for (int c = 'A'; c <= 'Z'; ++c) signs[c] = true;
  for (int c = '0'; c <= '9'; ++c) signs[c] = true;
  for (char c : std::string_view("_-./:,=%")) signs[c] = true;
  return signs;
}();
// The same between quotes and braces.
constexpr Signs kPlainQuoted = [] {
  Signs signs{};
  signs.fill(true);
  for (char c : std::string_view("$`\\\"'}")) signs[c] = false;
  return signs;
}();

// The end of the run that begins with the character at `at`, whichever that is.
size_t RunEnd(std::string_view text, size_t at, size_t end,
              const Signs& signs) {
  for (++at; at < end; ++at) {
    if (!signs[static_cast<unsigned char>(text[at])]) break;
  }
  return at;
}

}  // namespace

void Reader::AddLiteral(Quote quote, size_t begin, size_t end,
                        std::vector<Part>& parts) {
  bool joins = !parts.empty() && parts.back().kind == PartKind::kLiteral &&
               parts.back().quote == quote && parts.back().span.end == begin &&
               parts.back().text.end() == text_.begin() + begin;
  if (joins) {
    parts.back().span.end = static_cast<uint32_t>(end);
    parts.back().text = text_.substr(parts.back().text.data() - text_.data(),
                                     parts.back().text.size() + (end - begin));
    return;
  }
  Part part;
  part.quote = quote;
  part.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  part.text = text_.substr(begin, end - begin);
  parts.push_back(part);
}

bool Reader::EndsWord(WordIn where, int brackets) const {
  char c = Peek();
  if (c == '\n' || (c == '\r' && Peek(1) == '\n')) return true;
  if (c == ' ' || c == '\t') return brackets == 0;
  if (where == WordIn::kRegex) return false;
  if (where == WordIn::kTest) {
    return IsOneOf(c, "();") || Sees("&&") || Sees("||");
  }
  return c == ';' || c == '&' || c == '|' || c == '(' || c == ')' || c == '<' ||
         c == '>';
}

Word Reader::ReadWord(WordIn where) {
  Word word;
  size_t begin = at_;
  int brackets = 0;
  Lent<std::vector<Part>> parts(spare_parts_);
  if (where == WordIn::kCommand && (Sees("<(") || Sees(">("))) {
    ReadSubstitution(Quote::kNone, *parts);
  }
  while (!Done() && !failed() && !EndsWord(where, brackets)) {
    if (where == WordIn::kRegex && IsOneOf(Peek(), "()")) {
      brackets += Peek() == '(' ? 1 : -1;
      brackets = std::max(brackets, 0);
      AddLiteral(Quote::kNone, at_, at_ + 1, *parts);
      ++at_;
      continue;
    }
    ReadUnquoted(*parts);
  }
  Close(*parts, word);
  word.span = From(begin);
  return word;
}

void Reader::ReadUnquoted(std::vector<Part>& parts) {
  switch (Peek()) {
    case '\'':
      return ReadSingleQuoted(parts);
    case '"':
      return ReadDoubleQuoted(parts);
    case '`':
      return ReadBackticks(Quote::kNone, parts);
    case '\\':
      return ReadEscape(Quote::kNone, parts);
    case '$':
      if (Peek(1) == '\'' || Peek(1) == '"') {
        ++at_;
        return Peek() == '"' ? ReadDoubleQuoted(parts)
                             : ReadSingleQuoted(parts);
      }
      if (ReadDollar(Quote::kNone, parts)) return;
      break;
    default:
      break;
  }
  if (IsOneOf(Peek(), "?*+@!") && Peek(1) == '(') return ReadExtended(parts);
  size_t next = at_ + 1;
  if (kPlain[static_cast<unsigned char>(Peek())]) {
    next = RunEnd(text_, at_, end_, kPlain);
  }
  AddLiteral(Quote::kNone, at_, next, parts);
  at_ = next;
}

// @(a|b) and its like, up to the bracket that closes it.
void Reader::ReadExtended(std::vector<Part>& parts) {
  size_t begin = at_;
  int open = 0;
  while (!Done() && Peek() != '\n') {
    char c = text_[at_++];
    if (c == '(') ++open;
    if (c == ')' && --open == 0) {
      return AddLiteral(Quote::kNone, begin, at_, parts);
    }
  }
  Fail("a pattern is not closed");
}

// Of $'...' too, whose escapes are left as they are.
void Reader::ReadSingleQuoted(std::vector<Part>& parts) {
  bool escapes = at_ > 0 && text_[at_ - 1] == '$';
  size_t begin = ++at_;
  size_t first = parts.size();
  while (!Done()) {
    char c = Peek();
    if (c == '\'') {
      bool empty = begin == at_ && parts.size() == first;
      if (begin < at_ || empty) AddLiteral(Quote::kSingle, begin, at_, parts);
      ++at_;
      return;
    }
    if (Sees("${{")) {
      if (begin < at_) AddLiteral(Quote::kSingle, begin, at_, parts);
      ReadExpression(Quote::kSingle, parts);
      if (failed()) return;
      begin = at_;
      continue;
    }
    at_ += escapes && c == '\\' && at_ + 1 < end_ ? 2 : 1;
  }
  Fail("a single quote is not closed");
}

void Reader::ReadDoubleQuoted(std::vector<Part>& parts) {
  Deeper deeper(*this);
  if (failed()) return;
  size_t begin = ++at_;
  size_t first = parts.size();
  ReadUntil("\"", Quote::kDouble, parts);
  if (failed()) return;
  if (parts.size() == first) AddLiteral(Quote::kDouble, begin, begin, parts);
  if (!Take('"')) Fail("a double quote is not closed");
}

void Reader::ReadUntil(std::string_view stop, Quote quote,
                       std::vector<Part>& parts) {
  bool quotes_open = stop == "}" && quote != Quote::kHereDocument;
  while (!Done() && !failed()) {
    if (!stop.empty() && Sees(stop)) return;
    char c = Peek();
    if (c == '$' && ReadDollar(quote, parts)) continue;
    if (c == '`') {
      ReadBackticks(quote, parts);
    } else if (c == '\\') {
      ReadEscape(quote, parts);
    } else if (c == '"' && quotes_open) {
      ReadDoubleQuoted(parts);
    } else if (c == '\'' && quotes_open && quote == Quote::kNone) {
      ReadSingleQuoted(parts);
    } else {
      size_t next = RunEnd(text_, at_, end_, kPlainQuoted);
      AddLiteral(quote, at_, next, parts);
      at_ = next;
    }
  }
}

void Reader::ReadEscape(Quote quote, std::vector<Part>& parts) {
  char next = Peek(1);
  if (next == '\n') {
    at_ += 2;
    return;
  }
  if (next == '\r' && Peek(2) == '\n') {
    at_ += 3;
    return;
  }
  bool counts = quote == Quote::kNone ||
                IsOneOf(next, quote == Quote::kDouble ? "$`\"\\" : "$`\\");
  if (at_ + 1 >= end_ || !counts) {
    AddLiteral(quote, at_, at_ + 1, parts);
    ++at_;
    return;
  }
  AddLiteral(quote == Quote::kNone ? Quote::kSingle : quote, at_ + 1, at_ + 2,
             parts);
  at_ += 2;
}

// False when the dollar stands for itself; nothing is taken then.
bool Reader::ReadDollar(Quote quote, std::vector<Part>& parts) {
  if (Sees("${{")) {
    ReadExpression(quote, parts);
  } else if (Sees("$((")) {
    ReadArithmetic(quote, parts);
  } else if (Sees("$(")) {
    ReadSubstitution(quote, parts);
  } else if (Sees("${")) {
    ReadBraced(quote, parts);
  } else if (IsName(Peek(1)) || IsOneOf(Peek(1), kSpecialNames)) {
    Part part;
    part.kind = PartKind::kVariable;
    part.quote = quote;
    size_t begin = at_++;
    if (IsNameStart(Peek())) {
      while (!Done() && IsName(Peek())) ++at_;
    } else {
      ++at_;
    }
    part.span = From(begin);
    part.text = text_.substr(begin + 1, at_ - begin - 1);
    parts.push_back(part);
  } else {
    return false;
  }
  return true;
}

void Reader::ReadBraced(Quote quote, std::vector<Part>& parts) {
  Deeper deeper(*this);
  Part part;
  part.kind = PartKind::kVariable;
  part.quote = quote;
  size_t begin = at_;
  at_ = std::min(at_ + 2, end_);
  if (IsOneOf(Peek(), "#!") && Peek(1) != '}') ++at_;
  size_t name = at_;
  if (IsName(Peek())) {
    while (!Done() && IsName(Peek())) ++at_;
  } else if (IsOneOf(Peek(), kSpecialNames)) {
    ++at_;
  }
  part.text = text_.substr(name, at_ - name);
  Lent<std::vector<Part>> inner(spare_parts_);
  ReadUntil("}", quote, *inner);
  part.inner = arena_.CopyAll(*inner);
  if (failed()) return;
  if (!Take('}')) return Fail("'${' is not closed");
  part.span = From(begin);
  parts.push_back(part);
}

// Quotes inside the expression are its own: it is gone before a shell looks.
void Reader::ReadExpression(Quote quote, std::vector<Part>& parts) {
  size_t begin = at_;
  bool quoted = false;
  for (at_ += 3; !Done(); ++at_) {
    if (Peek() == '\'') quoted = !quoted;
    if (quoted || !Sees("}}")) continue;
    at_ += 2;
    Part part;
    part.kind = PartKind::kExpression;
    part.quote = quote;
    part.span = From(begin);
    part.text = text_.substr(begin, at_ - begin);
    parts.push_back(part);
    return;
  }
  Fail("'${{' is not closed");
}

void Reader::ReadSubstitution(Quote quote, std::vector<Part>& parts) {
  Deeper deeper(*this);
  Part part;
  part.kind = Peek() == '$' ? PartKind::kCommand : PartKind::kProcess;
  part.quote = quote;
  size_t begin = at_;
  at_ = std::min(at_ + 2, end_);
  part.list = ReadList();
  if (failed()) return;
  if (!Take(')')) return Fail("'$(' is not closed");
  part.span = From(begin);
  parts.push_back(part);
}

void Reader::ReadBackticks(Quote quote, std::vector<Part>& parts) {
  Deeper deeper(*this);
  size_t begin = at_;
  size_t close = at_ + 1;
  bool escaped = false;
  while (close < end_ && text_[close] != '`') {
    bool skips = text_[close] == '\\' && close + 1 < end_;
    escaped = escaped || skips;
    close += skips ? 2 : 1;
  }
  if (close >= end_) return Fail("a backtick is not closed");
  Part part;
  part.kind = PartKind::kCommand;
  part.quote = quote;
  // Backslashes lose one level in here, so that the text is not what runs.
  if (!escaped) {
    size_t end = std::exchange(end_, close);
    ++at_;
    part.list = ReadList();
    if (!failed() && !Done()) Fail("what stands in backticks is no list");
    end_ = end;
    if (failed()) return;
  }
  at_ = close + 1;
  part.span = From(begin);
  parts.push_back(part);
}

void Reader::ReadArithmetic(Quote quote, std::vector<Part>& parts) {
  Deeper deeper(*this);
  Part part;
  part.kind = PartKind::kArithmetic;
  part.quote = quote;
  size_t begin = at_;
  at_ = std::min(at_ + (Peek() == '$' ? 3 : 2), end_);
  size_t inside = at_;
  Lent<std::vector<Part>> inner(spare_parts_);
  int open = 0;
  while (!Done() && !failed()) {
    char c = Peek();
    if (c == '$' && ReadDollar(Quote::kDouble, *inner)) continue;
    if (c == '`') {
      ReadBackticks(Quote::kDouble, *inner);
      continue;
    }
    if (c == ')' && open == 0) break;
    open += c == '(' ? 1 : c == ')' ? -1 : 0;
    AddLiteral(Quote::kDouble, at_, at_ + 1, *inner);
    ++at_;
  }
  part.inner = arena_.CopyAll(*inner);
  if (failed()) return;
  if (!Sees("))")) return Fail("'((' is not closed");
  part.text = text_.substr(inside, at_ - inside);
  at_ += 2;
  part.span = From(begin);
  parts.push_back(part);
}

}  // namespace interlock::shell
