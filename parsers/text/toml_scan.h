// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/tree.h"

namespace interlock {

// Reads a TOML text's strings and comments only: records the comments, and
// refuses nesting (of brackets and of dotted keys) that would make the
// library recurse without bound.
bool ScanToml(Document& doc);

// Byte offsets of the lines and columns that toml++ gives, which are 1-based
// and count code points. Constant time each, whatever the line's length.
class TomlPositions {
 public:
  explicit TomlPositions(std::string_view text);
  uint32_t Offset(uint32_t line, uint32_t column) const;

 private:
  static constexpr uint32_t kStep = 64;
  std::string_view text_;
  std::vector<uint32_t> lines_;  // code points before each line
  std::vector<uint32_t> steps_;  // bytes before each kStep-th code point
};

}  // namespace interlock
