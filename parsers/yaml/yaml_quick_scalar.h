// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "parsers/tree.h"
#include "parsers/yaml/yaml_lines.h"

namespace interlock {

// The scalars of the quick reader. Null or false means to give up.
class QuickScalars {
 public:
  QuickScalars(Document& doc, YamlLines& at) : doc_(doc), at_(at) {}

  // A quoted scalar, or what one line holds of a plain one; the place is left
  // behind it, on the same line.
  Node* OnOneLine();
  // The same in a flow collection.
  Node* InFlow();
  // Makes the scalar of OnOneLine whole, which a colon does not follow, and
  // goes on to the next content. Lines deeper than `parent` belong to it.
  bool Finish(Node* scalar, int parent);
  // A block scalar, from its '|' or '>' on to the next content.
  Node* Block(int parent);

 private:
  // A line below that goes on with a plain scalar.
  struct More {
    uint32_t line;
    uint32_t begin;      // of its text
    size_t empty_lines;  // above it
  };
  struct BlockHead {
    bool folded;
    bool strip;  // no line break at the end
  };

  Node* Quoted();
  bool Unescape(std::string_view inside);
  Node* Plain(uint32_t end);
  bool FindMore(uint32_t from, int parent, More& more) const;
  bool JoinLines(Node* scalar, int parent);
  bool ReadHead(BlockHead& head);
  bool FindIndent(int parent, uint32_t& indent);
  bool ReadLines(BlockHead head, uint32_t indent, Node& node);
  bool AddFolded(std::string_view line);

  Document& doc_;
  YamlLines& at_;
  std::string value_;       // of the scalar being read
  size_t empty_lines_ = 0;  // of a folded one, since its last text
};

}  // namespace interlock
