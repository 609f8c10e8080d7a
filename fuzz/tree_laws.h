// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>

#include "fuzz/law.h"
#include "parsers/tree.h"

namespace interlock {

// What holds of every tree, whatever the text: a violation ends the program.
class TreeLaws {
 public:
  // TOML may go back to a table, so its siblings interleave.
  enum class Siblings : uint8_t { kInOrder, kAnyOrder };

  static void Check(const Document& doc, Siblings siblings) {
    TreeLaws laws(doc, siblings);
    for (const Node* root : doc.roots) laws.CheckNode(*root, laws.whole_, 1);
    INTERLOCK_LAW(laws.seen_ <= doc.node_count);
    for (const SyntaxError& error : doc.errors) {
      laws.CheckSpan(error.span);
      INTERLOCK_LAW(!error.message.empty() && !error.help.empty());
    }
    laws.CheckComments();
    for (const DuplicateKey& pair : doc.duplicates) {
      INTERLOCK_LAW(pair.first->text == pair.again->text);
      INTERLOCK_LAW(pair.first->span < pair.again->span);
    }
    INTERLOCK_LAW(doc.errors.size() <= kMaxSyntaxErrors);
  }

 private:
  TreeLaws(const Document& doc, Siblings siblings)
      : doc_(doc), siblings_(siblings), whole_(doc.source->whole()) {}

  void CheckSpan(Span span) const {
    INTERLOCK_LAW(span.begin <= span.end && span.end <= whole_.end);
  }

  void CheckComments() const {
    uint32_t end = 0;
    for (const TreeComment& comment : doc_.comments) {
      CheckSpan(comment.span);
      INTERLOCK_LAW(comment.span.begin >= end && !comment.span.empty());
      char c = doc_.source->text()[comment.span.begin];
      INTERLOCK_LAW(c == '#' || c == '/');
      end = comment.span.end;
    }
  }

  void CheckNode(const Node& node, Span parent, int depth) {
    ++seen_;
    CheckSpan(node.span);
    INTERLOCK_LAW(parent.begin <= node.span.begin);
    INTERLOCK_LAW(node.span.end <= parent.end);
    INTERLOCK_LAW(depth <= kMaxTreeDepth + 1);
    if (node.alias_of != nullptr) return CheckAlias(node);
    if (node.IsScalar()) return CheckScalar(node);
    uint32_t end = node.span.begin;
    auto child = [&](const Node& item) {
      CheckNode(item, node.span, depth + 1);
      bool ordered = siblings_ == Siblings::kAnyOrder || item.span.begin >= end;
      INTERLOCK_LAW(ordered);
      end = item.span.end;
    };
    for (const Node* item : node.items) child(*item);
    for (const Member& member : node.members) {
      child(*member.key);
      child(*member.value);
    }
  }

  void CheckAlias(const Node& node) const {
    INTERLOCK_LAW(node.alias_of->alias_of == nullptr);
    INTERLOCK_LAW(node.text == node.alias_of->text);
    INTERLOCK_LAW(node.span.In(doc_.source->text()).starts_with('*'));
  }

  static std::string Ink(std::string_view text) {
    std::string ink;
    for (char c : text) {
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') ink += c;
    }
    return ink;
  }

  void CheckScalar(const Node& node) const {
    INTERLOCK_LAW(node.items.empty() && node.members.empty());
    std::string_view written = node.span.In(doc_.source->text());
    switch (node.style) {
      case ScalarStyle::kPlain:
        if (siblings_ == Siblings::kInOrder) {
          INTERLOCK_LAW(Ink(written) == Ink(node.text));
        }
        break;
      case ScalarStyle::kSingle:
        INTERLOCK_LAW(IsQuoted(written, '\''));
        break;
      case ScalarStyle::kDouble:
        INTERLOCK_LAW(IsQuoted(written, '"'));
        break;
      case ScalarStyle::kLiteral:
        INTERLOCK_LAW(written.starts_with('|'));
        break;
      case ScalarStyle::kFolded:
        INTERLOCK_LAW(written.starts_with('>'));
        break;
    }
  }

  static bool IsQuoted(std::string_view text, char quote) {
    return text.size() >= 2 && text.front() == quote && text.back() == quote;
  }

  const Document& doc_;
  Siblings siblings_;
  Span whole_;
  uint32_t seen_ = 0;
};

}  // namespace interlock
