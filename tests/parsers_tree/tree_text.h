// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "parsers/tree.h"

namespace interlock::testing {

// A tree in one line, for comparison: scalars by their decoded text, a tag
// before it, "~" for an absent one.
inline std::string Values(const Node* node) {
  if (node == nullptr) return "nothing";
  std::string out;
  if (!node->tag.empty()) out += "<" + std::string(node->tag) + ">";
  if (node->IsScalar()) {
    bool absent = node->plain() && node->text.empty();
    return out + (absent ? "~" : std::string(node->text));
  }
  if (node->IsSequence()) {
    for (const Node* item : node->items) {
      out += (out.empty() ? "" : ",") + Values(item);
    }
    return "[" + out + "]";
  }
  for (const Member& member : node->members) {
    out += (out.empty() ? "" : ",") + Values(member.key) + "=" +
           Values(member.value);
  }
  return "{" + out + "}";
}

inline std::string Values(const Document& doc) {
  std::string out;
  for (const Node* root : doc.roots) out += Values(root) + ";";
  for (const SyntaxError& error : doc.errors) {
    out += "ERROR " + error.message;
  }
  return out;
}

// The written text of each node, children behind their parent, one a line.
inline void AppendSpans(const Document& doc, const Node& node,
                        std::string& out) {
  out += std::string(doc.source->Text(node.span)) + "\n";
  if (node.alias_of != nullptr) return;
  for (const Node* item : node.items) AppendSpans(doc, *item, out);
  for (const Member& member : node.members) {
    AppendSpans(doc, *member.key, out);
    AppendSpans(doc, *member.value, out);
  }
}

inline std::string Spans(const Document& doc) {
  std::string out;
  for (const Node* root : doc.roots) AppendSpans(doc, *root, out);
  return out;
}

// All that a node holds, children behind their parent, one a line.
inline void AppendNodes(const Node& node, std::string& out) {
  out += std::to_string(static_cast<int>(node.kind)) + " " +
         std::to_string(static_cast<int>(node.style)) + " " +
         std::to_string(node.span.begin) + "-" + std::to_string(node.span.end) +
         " <" + std::string(node.tag) + "> &" + std::string(node.anchor) +
         (node.alias_of != nullptr ? " alias" : "") + " '" +
         std::string(node.text) + "'\n";
  if (node.alias_of != nullptr) return;
  for (const Node* item : node.items) AppendNodes(*item, out);
  for (const Member& member : node.members) {
    AppendNodes(*member.key, out);
    AppendNodes(*member.value, out);
  }
}

// All that a document holds: two documents with the same text are the same.
inline std::string Whole(const Document& doc) {
  std::string out = std::to_string(doc.node_count) + " nodes\n";
  for (const Node* root : doc.roots) {
    out += "document\n";
    AppendNodes(*root, out);
  }
  for (const TreeComment& comment : doc.comments) {
    out += std::to_string(comment.span.begin) + "-" +
           std::to_string(comment.span.end) +
           (comment.own_line ? " own line\n" : "\n");
  }
  for (const DuplicateKey& pair : doc.duplicates) {
    out += "again " + std::to_string(pair.again->span.begin) + " after " +
           std::to_string(pair.first->span.begin) + "\n";
  }
  for (const SyntaxError& error : doc.errors) out += error.message + "\n";
  return out;
}

inline std::string FirstError(const Document& doc) {
  if (doc.ok()) return "no error";
  const SyntaxError& error = doc.errors.front();
  return std::to_string(error.span.begin) + ": " + error.message + " (" +
         error.help + ")";
}

}  // namespace interlock::testing
