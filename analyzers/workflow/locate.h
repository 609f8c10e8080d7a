// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>

#include "parsers/scalar_map.h"

namespace interlock::workflow {

// Finds parts of a scalar's decoded text in the file; the map is made when the
// first part is asked for, so that texts without problems cost nothing. Of an
// alias the alias itself is the answer: what is wrong there may be right where
// the text was written.
class ScalarLocator {
 public:
  ScalarLocator(std::string_view file, const Node& node)
      : file_(file), node_(node) {}

  // `part` is relative to the node's text.
  Span Locate(Span part) {
    if (node_.alias_of != nullptr) return node_.span;
    if (!map_) map_.emplace(node_, file_);
    return map_->At(part);
  }

 private:
  std::string_view file_;
  const Node& node_;
  std::optional<ScalarMap> map_;
};

}  // namespace interlock::workflow
