// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "parsers/tree.h"

namespace interlock {

// What the parsers of this layer share when they make a Document.

// A new node in the document's arena, counted.
Node* NewNode(Document& doc, NodeKind kind);

// The decoded text of a scalar: the source's own bytes where they say the
// same, so that most scalars cost no copy.
std::string_view KeepText(Document& doc, Span written, std::string_view value);

// Children that are still being read, for all open collections at once: each
// collection takes its own off the end when it closes. A mapping's children
// are key, value, key, value ...
class OpenChildren {
 public:
  size_t size() const { return nodes_.size(); }
  void Add(const Node* node) { nodes_.push_back(node); }
  const Node* last() const { return nodes_.back(); }
  // Moves the children from `first` on into the collection, and records
  // duplicate keys.
  void CloseInto(Node& collection, size_t first, Document& doc);

 private:
  std::vector<const Node*> nodes_;
};

// Records each scalar key that repeats an earlier one of the mapping. Keys
// that are aliases are left out: their text may be shared a million times.
void RecordDuplicates(const Node& mapping, Document& doc);

}  // namespace interlock
