// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/tree.h"

namespace interlock {

// Says where in the file each byte of a scalar's text was written. Block
// scalars lose their indent when read, folded ones their breaks, quoted ones
// their escapes; what is left besides white space is found again byte by byte.
// An alias leads to its target.
class ScalarMap {
 public:
  ScalarMap(const Node& scalar, std::string_view file);

  // The place of one byte of the text; its end for what lies behind.
  uint32_t At(size_t offset) const;
  // What a part of the text was written as. Exact when the part begins and
  // ends with something else than white space.
  Span At(Span part) const;

 private:
  void Quoted(std::string_view file, Span span);
  void Plain(std::string_view file, Span span);

  std::string_view text_;
  Span whole_;
  bool single_ = false;       // in single quotes
  std::vector<uint32_t> at_;  // by offset into the text
};

}  // namespace interlock
