// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "parsers/encoding.h"
#include "parsers/yaml/yaml_errors.h"

namespace interlock {
namespace {

bool IsExplicit(const std::string& tag) { return !tag.empty() && tag != "?"; }

}  // namespace

YamlBuilder::YamlBuilder(Document& doc, uint32_t base,
                         std::span<const uint32_t> gaps)
    : doc_(doc),
      base_(base),
      cursor_(doc.source->text(), base, doc.comments),
      gaps_(gaps) {}

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  // yaml-cpp may offer the same unread token again and again.
  if (mark.pos <= last_document_) {
    Span here = WordAt(doc_.source->text(), Offset(mark));
    throw Stop{here, "found text that belongs to no node",
               "close every bracket and quote before it"};
  }
  bool first = last_document_ < 0;
  last_document_ = mark.pos;
  reported_ = static_cast<uint32_t>(mark.pos);
  anchors_.clear();
  root_ = nullptr;
  bool ended = cursor_.SkipBetweenDocuments(Offset(mark));
  cursor_.MoveTo(Offset(mark));
  bool marked = cursor_.TakeDocumentStart();
  if (first || ended || marked) return;
  std::string_view text = doc_.source->text();
  throw Stop{WordAt(text, cursor_.at()),
             fmt::format("found {} after the end of the document",
                         FoundAt(text, cursor_.at())),
             "indent it like the lines it belongs with, or begin a new "
             "document with '---'"};
}

void YamlBuilder::OnDocumentEnd() {
  if (root_ != nullptr) doc_.roots.push_back(root_);
}

void YamlBuilder::Finish() {
  cursor_.SkipBetweenDocuments(doc_.source->size());
}

bool YamlBuilder::InFlow() const {
  if (frames_.empty()) return false;
  Shape shape = frames_.back().shape;
  return shape != Shape::kBlockSequence && shape != Shape::kBlockMapping;
}

const Node* YamlBuilder::OpenFlow() const {
  for (size_t i = frames_.size(); i > 0; --i) {
    const Frame& frame = frames_[i - 1];
    if (frame.shape == Shape::kFlowSequence ||
        frame.shape == Shape::kFlowMapping) {
      return frame.node;
    }
  }
  return nullptr;
}

bool YamlBuilder::AwaitsKey(const Frame& frame) const {
  return (children_.size() - frame.first) % 2 == 0;
}

// "[{a: b}: c]" announces two mappings at the same place: the outer is a pair
// without braces.
void YamlBuilder::SettleBrace(uint32_t next_mark) {
  if (frames_.empty() || !frames_.back().brace_pending) return;
  Frame& frame = frames_.back();
  frame.brace_pending = false;
  if (next_mark == frame.mark) {
    frame.shape = Shape::kPair;
  } else {
    cursor_.Take('{');
  }
}

YamlBuilder::Approach YamlBuilder::PassIndicators(const YAML::Mark& mark) {
  uint32_t offset = Offset(mark);
  reported_ = std::max(reported_, static_cast<uint32_t>(mark.pos));
  SettleBrace(offset);
  if (frames_.empty()) {
    Approach approach{.absent_at = cursor_.at()};
    cursor_.SkipBlanks();
    return approach;
  }
  const Frame& frame = frames_.back();
  Approach approach =
      InFlow() ? PassFlowIndicators(frame) : PassBlockIndicators(frame);
  cursor_.SkipBlanks();
  return approach;
}

YamlBuilder::Approach YamlBuilder::PassBlockIndicators(const Frame& frame) {
  Approach approach{.absent_at = cursor_.at()};
  cursor_.SkipBlanks();
  if (frame.shape == Shape::kBlockSequence) {
    cursor_.Take('-');
    approach.absent_at = cursor_.at();
  } else if (AwaitsKey(frame)) {
    approach.key = true;
    approach.indicated = cursor_.TakeIndicator('?');
    approach.absent_at = cursor_.at();
  } else {
    PassValueIndicator(approach);
  }
  return approach;
}

YamlBuilder::Approach YamlBuilder::PassFlowIndicators(const Frame& frame) {
  Approach approach{.absent_at = cursor_.at()};
  bool sequence = frame.shape == Shape::kFlowSequence;
  bool first = children_.size() == frame.first;
  cursor_.SkipBlanks();
  if (!sequence && !AwaitsKey(frame)) {
    PassValueIndicator(approach);
    return approach;
  }
  if (!first) cursor_.Take(',');
  approach.absent_at = cursor_.at();
  if (sequence) return approach;
  approach.key = true;
  cursor_.SkipBlanks();
  approach.indicated = cursor_.TakeIndicator('?');
  approach.absent_at = cursor_.at();
  return approach;
}

void YamlBuilder::PassValueIndicator(Approach& approach) {
  approach.indicated =
      InFlow() ? cursor_.Take(':') : cursor_.TakeIndicator(':');
  if (approach.indicated) approach.absent_at = cursor_.at();
}

// The node's own anchor and tag, if the event says that it has them: at the
// same place those of a mapping's first key may stand.
void YamlBuilder::PassProperties(const std::string& tag, YAML::anchor_t anchor,
                                 Node& node) {
  bool wants_tag = IsExplicit(tag);
  bool wants_anchor = anchor != 0;
  for (int i = 0; i < 2; ++i) {
    cursor_.SkipBlanks();
    RefuseEmptyTag();
    char c = cursor_.Peek();
    if (c == '&' && wants_anchor) {
      node.anchor = cursor_.TakeName();
      wants_anchor = false;
    } else if (c == '!' && wants_tag) {
      cursor_.TakeTag();
      node.tag = doc_.arena.Copy(tag);
      wants_tag = false;
    } else {
      break;
    }
    node.span = {cursor_.at(), cursor_.at()};
  }
  cursor_.SkipBlanks();
}

// yaml-cpp takes these for no tag at all.
void YamlBuilder::RefuseEmptyTag() const {
  if (!cursor_.Sees("!<>") && !cursor_.Sees("!<?>")) return;
  std::string_view text = doc_.source->text();
  throw Stop{WordAt(text, cursor_.at()),
             fmt::format("found {}, expected a tag with a name",
                         FoundAt(text, cursor_.at())),
             "name the tag, or remove it"};
}

int YamlBuilder::ColumnHere(const YAML::Mark& mark) const {
  if (cursor_.at() == Offset(mark)) return mark.column;
  std::string_view text = doc_.source->text();
  uint32_t line = cursor_.at();
  while (line > base_ && text[line - 1] != '\n' && text[line - 1] != '\r') {
    --line;
  }
  return static_cast<int>(cursor_.at() - line);
}

// Whether the text at the cursor is that of the node an event announces, or
// of what follows an absent one: in "a:\nnull: b" the null after "a:".
bool YamlBuilder::HasOwnText(const Approach& approach,
                             const YAML::Mark& mark) const {
  if (frames_.empty()) return true;
  if (approach.key && !approach.indicated) return true;
  if (!approach.key && !approach.indicated) return false;
  // A pair may stand outside of any bracket.
  return OpenFlow() != nullptr || ColumnHere(mark) > frames_.back().column;
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  Approach approach = PassIndicators(mark);
  Node* node = NewNode(doc_, NodeKind::kScalar);
  node->span = {approach.absent_at, approach.absent_at};
  PassProperties("", anchor, *node);
  std::string_view word =
      cursor_.NullWord(OpenFlow() != nullptr ? YamlCursor::Style::kFlow
                                             : YamlCursor::Style::kBlock);
  if (!word.empty() && HasOwnText(approach, mark)) {
    node->span = cursor_.TakePlain(word);
    node->text = word;
  }
  Register(anchor, node, false);
  Add(node);
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  PassIndicators(mark);
  cursor_.MoveTo(Offset(mark));
  Node* node = NewNode(doc_, NodeKind::kScalar);
  uint32_t begin = cursor_.at();
  std::string_view name = cursor_.TakeName();
  Span span{begin, cursor_.at()};
  if (anchor < anchors_.size() && anchors_[anchor].node != nullptr) {
    const Anchor& target = anchors_[anchor];
    *node = *target.node;
    node->anchor = {};
    node->alias_of = target.node;
    if (target.open) {
      AddError(doc_, span,
               fmt::format("alias '*{}' stands inside the collection that it "
                           "names",
                           name),
               "refer to a node that ends before this line");
    }
  }
  node->span = span;
  Add(node);
}

Span YamlBuilder::Closed(std::optional<Span> quoted, uint32_t begin) const {
  if (quoted) return *quoted;
  SyntaxError error = ExplainOpenQuote(doc_.source->text(), begin);
  throw Stop{error.span, error.message, error.help};
}

void YamlBuilder::TakeScalar(Node& node, const std::string& value) {
  uint32_t begin = cursor_.at();
  switch (cursor_.Peek()) {
    case '"':
      node.style = ScalarStyle::kDouble;
      node.span = Closed(cursor_.TakeDoubleQuoted(), begin);
      break;
    case '\'':
      node.style = ScalarStyle::kSingle;
      node.span = Closed(cursor_.TakeSingleQuoted(), begin);
      break;
    case '|':
      node.style = ScalarStyle::kLiteral;
      node.span = cursor_.TakeBlockScalar(value);
      break;
    case '>':
      node.style = ScalarStyle::kFolded;
      node.span = cursor_.TakeBlockScalar(value);
      break;
    default:
      node.span = cursor_.TakePlain(value);
  }
  node.text = KeepText(doc_, node.span, value);
  if (!gaps_.empty()) CheckGaps(node.span);
}

void YamlBuilder::CheckGaps(Span scalar) {
  while (!gaps_.empty() && base_ + gaps_.front() < scalar.end) {
    if (base_ + gaps_.front() >= scalar.begin) {
      spoiling_.push_back(gaps_.front());
    }
    gaps_ = gaps_.subspan(1);
  }
}

Node* YamlBuilder::Begin(const YAML::Mark& mark, NodeKind kind,
                         const std::string& tag, YAML::anchor_t anchor) {
  cursor_.MoveTo(Offset(mark));
  Node* node = NewNode(doc_, kind);
  PassProperties(tag, anchor, *node);
  return node;
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag,
                           YAML::anchor_t anchor, const std::string& value) {
  Approach approach = PassIndicators(mark);
  // A tag alone is a node without text; what follows may be another's.
  Node* node = Begin(mark, NodeKind::kScalar, tag, anchor);
  bool has_text = !value.empty() || node->tag.empty();
  if (!has_text) {
    char c = cursor_.Peek();
    bool could = c == '"' || c == '\'' || c == '|' || c == '>';
    has_text = could && HasOwnText(approach, mark);
  }
  if (has_text) TakeScalar(*node, value);
  Register(anchor, node, false);
  Add(node);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark,
                                  const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value style) {
  PassIndicators(mark);
  Node* node = Begin(mark, NodeKind::kSequence, tag, anchor);
  bool block = style == YAML::EmitterStyle::Block;
  Open(node, block ? Shape::kBlockSequence : Shape::kFlowSequence, mark,
       anchor);
  if (!block) cursor_.Take('[');
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                             YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
  PassIndicators(mark);
  bool in_sequence =
      !frames_.empty() && frames_.back().shape == Shape::kFlowSequence;
  Node* node = Begin(mark, NodeKind::kMapping, tag, anchor);
  Shape shape = Shape::kPair;
  if (style == YAML::EmitterStyle::Block) shape = Shape::kBlockMapping;
  bool brace = style == YAML::EmitterStyle::Flow && cursor_.Peek() == '{';
  if (brace) shape = Shape::kFlowMapping;
  Open(node, shape, mark, anchor);
  if (!brace) return;
  if (in_sequence) {
    frames_.back().brace_pending = true;
  } else {
    cursor_.Take('{');
  }
}

void YamlBuilder::Open(Node* node, Shape shape, const YAML::Mark& mark,
                       YAML::anchor_t anchor) {
  uint32_t begin = cursor_.at();
  node->span = {begin, begin};
  if (frames_.size() >= kMaxTreeDepth) {
    throw Stop{
        {begin, begin + 1},
        fmt::format("found more than {} levels of nesting", kMaxTreeDepth),
        "flatten the file"};
  }
  frames_.push_back({node, shape, ColumnHere(mark), children_.size(),
                     static_cast<uint32_t>(anchor), Offset(mark), false});
  Register(anchor, node, true);
}

void YamlBuilder::Close() {
  Frame frame = frames_.back();
  SettleBrace(UINT32_MAX);
  // An absent value stands before the cursor, so the last child knows best.
  bool has_children = children_.size() > frame.first;
  uint32_t end = has_children ? children_.last()->span.end : cursor_.at();
  if (frame.shape == Shape::kFlowSequence ||
      frames_.back().shape == Shape::kFlowMapping) {
    cursor_.SkipBlanks();
    if (cursor_.Take(',')) cursor_.SkipBlanks();
    cursor_.Take(frame.node->IsSequence() ? ']' : '}');
    end = cursor_.at();
  }
  frame.node->span.end = std::max(end, frame.node->span.begin);
  frames_.pop_back();
  children_.CloseInto(*frame.node, frame.first, doc_);
  if (frame.anchor != 0) anchors_[frame.anchor].open = false;
  Add(frame.node);
}

void YamlBuilder::Register(YAML::anchor_t anchor, const Node* node, bool open) {
  if (anchor == 0) return;
  if (anchors_.size() <= anchor) anchors_.resize(anchor + 1, {nullptr, false});
  anchors_[anchor] = {node, open};
}

void YamlBuilder::Add(const Node* node) {
  if (frames_.empty()) {
    root_ = node;
  } else {
    children_.Add(node);
  }
}

}  // namespace interlock
