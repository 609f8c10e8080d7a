// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "parsers/tree.h"

namespace interlock {

// Where yaml-cpp stopped and what it said, with what we know of the place.
struct YamlFailure {
  uint32_t offset;
  std::string_view message;
  uint32_t read_to;       // everything before it was understood
  const Node* open_flow;  // the innermost open bracket, or null
};

// The same in words that name what was found and what to do.
SyntaxError ExplainYaml(std::string_view text, const YamlFailure& failure);

// The quoted value that begins at `quote` is never closed.
SyntaxError ExplainOpenQuote(std::string_view text, uint32_t quote);

}  // namespace interlock
