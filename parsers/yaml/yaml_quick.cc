// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_quick.h"

#include <string_view>

#include "parsers/node_builder.h"
#include "parsers/yaml/yaml_lines.h"
#include "parsers/yaml/yaml_quick_scalar.h"

namespace interlock {
namespace {

// Deeper trees go to yaml-cpp, which keeps its own count.
constexpr int kMaxQuickDepth = 64;

// Its functions read a node from where they stand, leave the place at the next
// content, and return null to give up.
class QuickReader {
 public:
  QuickReader(Document& doc, uint32_t base)
      : doc_(doc), at_(doc, base), scalars_(doc, at_) {}

  bool Read() {
    if (!at_.SkipToContent()) return false;
    do {
      if (at_.AtMarker() && !TakeMarker()) return false;
      if (at_.AtEnd() || at_.Peek() == '[' || at_.Peek() == '{') return false;
      const Node* root = BlockNode(-1, 0);
      if (root == nullptr || root->IsScalar()) return false;
      doc_.roots.push_back(root);
    } while (!at_.AtEnd() && at_.AtMarker());
    return at_.AtEnd();
  }

 private:
  // "---" on a line of its own.
  bool TakeMarker() {
    if (at_.Peek() != '-') return false;
    at_.MoveTo(at_.at() + 3);
    return at_.NextLine();
  }

  // Whether a block collection of the column ends here.
  bool Ends(int column) const {
    return at_.AtEnd() || at_.column() < column || at_.AtMarker();
  }

  // At the first byte of a node that a line, or a dash, begins with.
  const Node* BlockNode(int parent, int depth) {
    if (depth > kMaxQuickDepth) return nullptr;
    if (at_.SeesIndicator('-')) return Sequence(Inside::kDeeper, depth);
    int column = at_.column();
    char c = at_.Peek();
    if (c == '|' || c == '>' || c == '[' || c == '{') {
      return Inline(parent, depth);
    }
    Node* scalar = scalars_.OnOneLine();
    if (scalar == nullptr) return nullptr;
    if (TakeColon()) return Mapping(scalar, column, depth);
    return scalars_.Finish(scalar, parent) ? scalar : nullptr;
  }

  // A node on the line of its key.
  const Node* Inline(int parent, int depth) {
    switch (at_.Peek()) {
      case '|':
      case '>':
        return scalars_.Block(parent);
      case '[':
      case '{': {
        const Node* node = Flow(depth);
        return node != nullptr && at_.NextLine() ? node : nullptr;
      }
      default: {
        Node* scalar = scalars_.OnOneLine();
        if (scalar == nullptr) return nullptr;
        return scalars_.Finish(scalar, parent) ? scalar : nullptr;
      }
    }
  }

  // Right behind a scalar, which its colon makes a key.
  bool TakeColon() {
    if (!at_.SeesIndicator(':')) return false;
    at_.MoveTo(at_.at() + 1);
    return true;
  }

  const Node* Key() {
    const Node* key = scalars_.OnOneLine();
    return key != nullptr && TakeColon() ? key : nullptr;
  }

  // Behind the colon of its first key.
  const Node* Mapping(const Node* key, int column, int depth) {
    Node* mapping = NewNode(doc_, NodeKind::kMapping);
    mapping->span.begin = key->span.begin;
    size_t first = children_.size();
    while (true) {
      children_.Add(key);
      const Node* value = Value(column, depth + 1);
      if (value == nullptr) return nullptr;
      children_.Add(value);
      if (Ends(column)) break;
      if (at_.column() > column) return nullptr;
      key = Key();
      if (key == nullptr) return nullptr;
    }
    return Close(mapping, first);
  }

  // Behind a colon; `column` is that of the keys.
  const Node* Value(int column, int depth) {
    uint32_t absent_at = at_.at();
    uint32_t line = at_.line();
    if (!at_.SkipToContent()) return nullptr;
    if (!at_.AtEnd() && at_.line() == line) return Inline(column, depth);
    if (at_.AtEnd() || at_.column() < column) return Absent(absent_at);
    if (at_.column() > column) return BlockNode(column, depth);
    if (!at_.SeesIndicator('-')) return Absent(absent_at);
    return Sequence(Inside::kMappingAtSameColumn, depth);
  }

  enum class Inside : uint8_t { kDeeper, kMappingAtSameColumn };

  const Node* Sequence(Inside inside, int depth) {
    int column = at_.column();
    Node* sequence = NewNode(doc_, NodeKind::kSequence);
    sequence->span.begin = at_.at();
    size_t first = children_.size();
    while (true) {
      const Node* item = Item(column, depth + 1);
      if (item == nullptr) return nullptr;
      children_.Add(item);
      if (Ends(column)) break;
      if (at_.column() > column) return nullptr;
      if (at_.SeesIndicator('-')) continue;
      if (inside == Inside::kMappingAtSameColumn) break;
      return nullptr;
    }
    return Close(sequence, first);
  }

  // At a dash.
  const Node* Item(int column, int depth) {
    at_.MoveTo(at_.at() + 1);
    uint32_t absent_at = at_.at();
    if (!at_.SkipToContent()) return nullptr;
    if (at_.AtEnd() || at_.column() <= column) return Absent(absent_at);
    return BlockNode(column, depth);
  }

  bool SkipInFlow() { return at_.SkipToContent() && !at_.AtEnd(); }

  const Node* Flow(int depth) {
    if (depth > kMaxQuickDepth) return nullptr;
    bool mapping = at_.Peek() == '{';
    Node* node =
        NewNode(doc_, mapping ? NodeKind::kMapping : NodeKind::kSequence);
    node->span.begin = at_.at();
    size_t first = children_.size();
    char closer = mapping ? '}' : ']';
    do {
      at_.MoveTo(at_.at() + 1);
      if (!SkipInFlow()) return nullptr;
      if (at_.Peek() == closer) break;
      if (mapping && !FlowKey()) return nullptr;
      const Node* item = FlowNode(depth + 1);
      if (item == nullptr || !SkipInFlow()) return nullptr;
      children_.Add(item);
    } while (at_.Peek() == ',');
    if (at_.Peek() != closer) return nullptr;
    at_.MoveTo(at_.at() + 1);
    children_.CloseInto(*node, first, doc_);
    node->span.end = at_.at();
    return node;
  }

  bool FlowKey() {
    const Node* key = scalars_.InFlow();
    if (key == nullptr || !TakeColon()) return false;
    children_.Add(key);
    return SkipInFlow();
  }

  const Node* FlowNode(int depth) {
    char c = at_.Peek();
    if (c == '[' || c == '{') return Flow(depth);
    return scalars_.InFlow();
  }

  const Node* Absent(uint32_t offset) {
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->span = {offset, offset};
    return node;
  }

  const Node* Close(Node* node, size_t first) {
    node->span.end = children_.last()->span.end;
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  Document& doc_;
  YamlLines at_;
  QuickScalars scalars_;
  OpenChildren children_;
};

// yaml-cpp takes no lone CR for a line break.
bool HasLoneCr(std::string_view text) {
  for (size_t cr = text.find('\r'); cr != text.npos;
       cr = text.find('\r', cr + 1)) {
    if (!text.substr(cr + 1).starts_with('\n')) return true;
  }
  return false;
}

}  // namespace

bool ReadYamlQuickly(Document& doc, uint32_t base) {
  if (HasLoneCr(doc.source->text())) return false;
  return QuickReader(doc, base).Read();
}

}  // namespace interlock
