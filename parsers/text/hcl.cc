// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/hcl.h"

#include <fmt/format.h>

#include "core/text.h"
#include "parsers/encoding.h"
#include "parsers/node_builder.h"
#include "parsers/text/hcl_scan.h"

namespace interlock {
namespace {

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

class HclReader {
 public:
  explicit HclReader(Document& doc)
      : doc_(doc), text_(doc.source->text()), at_(TextStart(text_)) {}

  void Run() {
    Node* root = NewNode(doc_, NodeKind::kMapping);
    root->span = {at_, doc_.source->size()};
    while (at_ < text_.size() && doc_.errors.size() < kMaxSyntaxErrors) {
      Body(1);
      if (at_ < text_.size()) Refuse("a name");  // a brace that closes nothing
    }
    children_.CloseInto(*root, 0, doc_);
    doc_.roots.push_back(root);
    // Blocks repeat their key by design.
    doc_.duplicates.clear();
  }

 private:
  char Here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool AtEnd() const { return at_ >= text_.size(); }
  bool AtLineEnd() const { return AtEnd() || IsBreak(Here()); }

  enum class Over : uint8_t { kBlanks, kLines };
  // Steps over white space and comments.
  void Skip(Over over) {
    while (!AtEnd()) {
      bool blank =
          IsHclBlank(Here()) || (over == Over::kLines && IsBreak(Here()));
      if (blank) {
        ++at_;
        continue;
      }
      uint32_t end = SkipHclComment(text_, at_);
      if (end == at_) return;
      Comment({at_, end});
      at_ = end;
    }
  }

  void Comment(Span span) {
    uint32_t line = span.begin;
    while (line > 0 && IsHclBlank(text_[line - 1])) --line;
    bool own_line = line == 0 || IsBreak(text_[line - 1]);
    // What was read once and stepped back over is not added again.
    bool known =
        !doc_.comments.empty() && doc_.comments.back().span.end >= span.end;
    if (!known) doc_.comments.push_back({span, own_line});
  }

  void SkipToLineEnd() {
    while (!AtLineEnd()) ++at_;
  }

  // Reports what stands here and goes on with the next line.
  void Refuse(std::string_view expected) {
    Span word = WordAt(text_, at_);
    AddError(
        doc_, word,
        fmt::format("found {}, expected {}", FoundIn(text_, word), expected),
        "write NAME = VALUE or NAME \"LABEL\" { ... }");
    if (!AtEnd()) ++at_;
    SkipToLineEnd();
  }

  Node* Name() {
    uint32_t begin = at_;
    while (!AtEnd() && IsHclName(Here())) ++at_;
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->span = {begin, at_};
    node->text = node->span.In(text_);
    return node;
  }

  // Attributes and blocks up to a closing brace or the end of the file.
  void Body(int depth) {
    while (doc_.errors.size() < kMaxSyntaxErrors) {
      Skip(Over::kLines);
      if (AtEnd() || Here() == '}') return;
      if (!IsHclNameStart(Here())) {
        Refuse("a name");
        continue;
      }
      Node* name = Name();
      Skip(Over::kBlanks);
      if (Here() == '=') {
        ++at_;
        Skip(Over::kBlanks);
        if (AtLineEnd() || Here() == '=') {
          Refuse("a value");
          continue;
        }
        Add(name, Value(HclLines::kEnd, depth + 1));
        Skip(Over::kBlanks);
        if (!AtLineEnd() && Here() != '}') Refuse("the end of the line");
      } else if (Node* block = Block(depth + 1)) {
        Add(name, block);
      }
    }
  }

  void Add(const Node* key, const Node* value) {
    children_.Add(key);
    children_.Add(value);
  }

  // What follows a block's type: labels, then its body. Null after an error.
  Node* Block(int depth) {
    if (depth > kMaxTreeDepth) return TooDeep();
    if (Here() == '{') return Braces(depth);
    Node* label = Label();
    if (label == nullptr) {
      Refuse("'=', a label or '{'");
      return nullptr;
    }
    Skip(Over::kBlanks);
    Node* inner = Block(depth + 1);
    if (inner == nullptr) return nullptr;
    Node* node = NewNode(doc_, NodeKind::kMapping);
    node->span = {label->span.begin, inner->span.end};
    size_t first = children_.size();
    Add(label, inner);
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  Node* Label() {
    if (IsHclNameStart(Here())) return Name();
    if (Here() != '"') return nullptr;
    HclString quoted = ScanHclString(text_, at_);
    return quoted.closed ? Quoted(quoted) : nullptr;
  }

  Node* Braces(int depth) {
    Node* node = NewNode(doc_, NodeKind::kMapping);
    node->tag = kHclBlock;
    uint32_t begin = at_++;
    size_t first = children_.size();
    Body(depth);
    if (Here() == '}') {
      ++at_;
    } else if (AtEnd()) {
      AddError(doc_, {begin, begin + 1},
               "found the end of the file inside the block that begins here",
               "close it with }");
    }
    node->span = {begin, at_};
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  Node* TooDeep() {
    AddError(doc_, WordAt(text_, at_),
             fmt::format("found more than {} levels of nesting", kMaxTreeDepth),
             "take the nesting apart");
    at_ = static_cast<uint32_t>(text_.size());
    return nullptr;
  }

  // A value that can be told from the text; anything else as an expression.
  Node* Value(HclLines lines, int depth) {
    uint32_t begin = at_;
    size_t open = children_.size();
    size_t errors = doc_.errors.size();
    Node* node = Primary(depth);
    if (node != nullptr) {
      uint32_t end = at_;
      uint32_t after = SkipHclExpression(text_, end, lines);
      if (OnlyComments({end, after})) return node;
    }
    if (doc_.errors.size() > errors && AtEnd()) return Unknown(begin, at_);
    doc_.errors.resize(errors);
    DropFrom(open);
    return Unknown(begin, SkipHclExpression(text_, begin, lines));
  }

  bool OnlyComments(Span span) const {
    uint32_t at = span.begin;
    while (at < span.end) {
      uint32_t next =
          IsAsciiSpace(text_[at]) ? at + 1 : SkipHclComment(text_, at);
      if (next == at) return false;
      at = next;
    }
    return true;
  }

  void DropFrom(size_t first) {
    Node dropped;
    dropped.kind = NodeKind::kSequence;
    children_.CloseInto(dropped, first, doc_);
  }

  Node* Unknown(uint32_t begin, uint32_t end) {
    at_ = end;
    while (end > begin && IsAsciiSpace(text_[end - 1])) --end;
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->tag = kHclExpression;
    node->span = {begin, end};
    node->text = node->span.In(text_);
    return node;
  }

  Node* Primary(int depth) {
    char c = Here();
    if (depth > kMaxTreeDepth) return TooDeep();
    if (c == '[') return List(depth);
    if (c == '{') return Object(depth);
    if (c == '"') {
      HclString quoted = ScanHclString(text_, at_);
      return quoted.closed && quoted.plain ? Quoted(quoted) : nullptr;
    }
    if (c == '<') return Heredoc();
    return Word();
  }

  Node* Quoted(const HclString& quoted) {
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->style = ScalarStyle::kDouble;
    node->span = {at_, quoted.end};
    Span body{at_ + 1, quoted.end - 1};
    node->text = KeepText(doc_, body, DecodeHclString(body.In(text_)));
    at_ = quoted.end;
    return node;
  }

  Node* Heredoc() {
    HclHeredoc heredoc = ScanHclHeredoc(text_, at_);
    if (!heredoc.found || !heredoc.closed || !heredoc.plain) return nullptr;
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->tag = "tag:yaml.org,2002:str";
    node->span = {at_, heredoc.end};
    node->text = doc_.arena.Copy(DecodeHclHeredoc(text_, heredoc));
    at_ = heredoc.end;
    return node;
  }

  // A number, true, false or null.
  Node* Word() {
    uint32_t end = at_;
    if (Here() == '-') ++end;
    while (end < text_.size() && (IsHclName(text_[end]) || text_[end] == '.')) {
      ++end;
    }
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->span = {at_, end};
    node->text = node->span.In(text_);
    bool literal = Resolve(*node).type != ScalarType::kString &&
                   !node->text.empty() && node->text != "~";
    if (!literal) return nullptr;
    at_ = end;
    return node;
  }

  bool BeginsFor() const {
    std::string_view rest = text_.substr(at_);
    return rest.starts_with("for ") || rest.starts_with("for\t");
  }

  Node* List(int depth) {
    Node* node = NewNode(doc_, NodeKind::kSequence);
    uint32_t begin = at_++;
    size_t first = children_.size();
    Skip(Over::kLines);
    if (BeginsFor()) return nullptr;
    while (Here() != ']') {
      if (AtEnd()) return nullptr;
      uint32_t before = at_;
      children_.Add(Value(HclLines::kContinue, depth + 1));
      Skip(Over::kLines);
      if (Here() == ',') {
        ++at_;
        Skip(Over::kLines);
      } else if (Here() != ']' || at_ == before) {
        return nullptr;
      }
    }
    node->span = {begin, ++at_};
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  Node* Object(int depth) {
    Node* node = NewNode(doc_, NodeKind::kMapping);
    uint32_t begin = at_++;
    size_t first = children_.size();
    Skip(Over::kLines);
    if (BeginsFor()) return nullptr;
    while (Here() != '}') {
      Node* key = AtEnd() ? nullptr : Label();
      if (key == nullptr) return nullptr;
      Skip(Over::kBlanks);
      if (Here() != '=' && Here() != ':') return nullptr;
      ++at_;
      Skip(Over::kLines);
      Add(key, Value(HclLines::kEnd, depth + 1));
      Skip(Over::kBlanks);
      if (Here() == ',') ++at_;
      Skip(Over::kLines);
    }
    node->span = {begin, ++at_};
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  Document& doc_;
  std::string_view text_;
  uint32_t at_;
  OpenChildren children_;
};

}  // namespace

Document ParseHcl(const Source& source) {
  Document doc;
  doc.source = &source;
  if (CheckEncoding(doc)) HclReader(doc).Run();
  return doc;
}

}  // namespace interlock
