// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/env.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "parsers/encoding.h"
#include "parsers/node_builder.h"

namespace interlock {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) ||
         c == '_' || c == '.' || c == '-';
}

std::string Unescape(std::string_view body) {
  std::string out;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\' || i + 1 == body.size()) {
      out += body[i];
      continue;
    }
    char c = body[++i];
    switch (c) {
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case '"':
      case '\\':
      case '$':
      case '`':
        out += c;
        break;
      default:
        out += '\\';
        out += c;
    }
  }
  return out;
}

class EnvReader {
 public:
  explicit EnvReader(Document& doc)
      : doc_(doc), text_(doc.source->text()), at_(TextStart(text_)) {}

  void Run() {
    Node* root = NewNode(doc_, NodeKind::kMapping);
    root->span = {at_, doc_.source->size()};
    while (at_ < text_.size() && doc_.errors.size() < kMaxSyntaxErrors) {
      TakeLine();
      TakeLineBreak();
    }
    children_.CloseInto(*root, 0, doc_);
    doc_.roots.push_back(root);
  }

 private:
  bool AtLineEnd() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
  }
  void SkipBlanks() {
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
  }
  void SkipToLineEnd() {
    while (!AtLineEnd()) ++at_;
  }
  void TakeLineBreak() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  void TakeLine() {
    uint32_t line = at_;
    SkipBlanks();
    if (AtLineEnd()) return;
    if (text_[at_] == '#') return TakeComment(true);
    SkipExport();
    uint32_t begin = at_;
    while (!AtLineEnd() && IsNameCharacter(text_[at_])) ++at_;
    Span name{begin, at_};
    SkipBlanks();
    bool named = !name.empty() && !IsDigit(text_[begin]);
    if (!named || AtLineEnd() || text_[at_] != '=') return RefuseLine(line);
    ++at_;
    SkipBlanks();
    AddPair(name);
  }

  void SkipExport() {
    std::string_view rest = text_.substr(at_);
    if (!rest.starts_with("export") || rest.size() < 7) return;
    if (!IsBlank(rest[6])) return;
    at_ += 6;
    SkipBlanks();
  }

  void AddPair(Span name) {
    Node* value = NewNode(doc_, NodeKind::kScalar);
    bool quoted = !AtLineEnd() && (text_[at_] == '"' || text_[at_] == '\'');
    if (quoted ? !TakeQuoted(*value) : !TakePlain(*value)) return;
    Node* key = NewNode(doc_, NodeKind::kScalar);
    key->span = name;
    key->text = name.In(text_);
    children_.Add(key);
    children_.Add(value);
  }

  bool TakePlain(Node& value) {
    uint32_t begin = at_;
    uint32_t end = at_;
    while (!AtLineEnd()) {
      bool apart = at_ == begin || IsBlank(text_[at_ - 1]);
      if (text_[at_] == '#' && apart) break;
      if (!IsBlank(text_[at_])) end = at_ + 1;
      ++at_;
    }
    value.span = {begin, end};
    value.text = value.span.In(text_);
    if (!AtLineEnd()) TakeComment(false);
    return true;
  }

  bool TakeQuoted(Node& value) {
    uint32_t begin = at_;
    char quote = text_[at_];
    uint32_t close = at_ + 1;
    while (close < text_.size() && text_[close] != quote) {
      bool escape = text_[close] == '\\' && quote == '"';
      close += escape ? 2 : 1;
    }
    if (close >= text_.size()) {
      AddError(doc_, WordAt(text_, begin),
               "found the end of the file inside the quoted value that begins "
               "here",
               fmt::format("close it with {}", quote));
      SkipToLineEnd();
      return false;
    }
    at_ = close + 1;
    value.span = {begin, at_};
    Span body{begin + 1, close};
    value.style = quote == '"' ? ScalarStyle::kDouble : ScalarStyle::kSingle;
    value.text = quote == '"' ? KeepText(doc_, body, Unescape(body.In(text_)))
                              : body.In(text_);
    return TakeAfterQuote();
  }

  bool TakeAfterQuote() {
    SkipBlanks();
    if (AtLineEnd()) return true;
    if (text_[at_] == '#') {
      TakeComment(false);
      return true;
    }
    AddError(doc_, WordAt(text_, at_),
             fmt::format("found {} after a quoted value, expected the end of "
                         "the line",
                         FoundAt(text_, at_)),
             "put the whole value inside the quotes");
    SkipToLineEnd();
    return true;
  }

  void TakeComment(bool own_line) {
    uint32_t begin = at_;
    SkipToLineEnd();
    uint32_t end = at_;
    while (end > begin && IsBlank(text_[end - 1])) --end;
    doc_.comments.push_back({{begin, end}, own_line});
  }

  void RefuseLine(uint32_t line) {
    at_ = line;
    SkipBlanks();
    Span word = WordAt(text_, at_);
    AddError(doc_, word,
             fmt::format("found {}, expected NAME=value", FoundIn(text_, word)),
             "begin a comment with '#'; a name has letters, digits and '_'");
    SkipToLineEnd();
  }

  Document& doc_;
  std::string_view text_;
  uint32_t at_;
  OpenChildren children_;
};

}  // namespace

Document ParseEnv(const Source& source) {
  Document doc;
  doc.source = &source;
  if (CheckEncoding(doc)) EnvReader(doc).Run();
  return doc;
}

}  // namespace interlock
