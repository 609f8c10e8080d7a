// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "parsers/tree.h"

namespace interlock::workflow {

// Finds parts of a scalar's decoded text in the file. Parts are asked for in
// order, so all of a script's expressions cost one walk over it. Where the
// text was folded or escaped, or is an alias's, the whole scalar is the
// answer.
class ScalarLocator {
 public:
  ScalarLocator(std::string_view file, const Node& node);

  // `part` is relative to the node's text.
  Span Locate(Span part);

 private:
  bool Advance(uint32_t offset);
  Span Search(Span part);

  std::string_view file_;
  const Node& node_;
  bool as_written_ = false;  // each byte stands where the text says
  uint32_t first_ = 0;       // where the text begins in the file then
  // Of block scalars: the line that the walk has come to.
  uint32_t text_line_ = 0;
  uint32_t file_line_ = 0;
  uint32_t searched_ = 0;
};

}  // namespace interlock::workflow
