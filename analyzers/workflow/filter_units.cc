// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/filter_units.h"

namespace interlock::workflow {
namespace {

std::bitset<256> Only(char c) {
  std::bitset<256> bytes;
  bytes.set(static_cast<unsigned char>(c));
  return bytes;
}

FilterUnit Star(std::string_view pattern, size_t& at) {
  FilterUnit unit;
  unit.repeat = Repeat::kAnyNumber;
  unit.bytes.set();
  if (at + 1 < pattern.size() && pattern[at + 1] == '*') {
    ++at;
    bool starts = at < 2 || pattern[at - 2] == '/';
    if (starts && at + 1 < pattern.size() && pattern[at + 1] == '/') {
      ++at;
      unit.folders = true;
    }
  } else {
    unit.bytes.reset('/');
  }
  return unit;
}

// A set such as [a-z0-9]; an unclosed bracket is a bracket.
FilterUnit Set(std::string_view pattern, size_t& at) {
  FilterUnit unit;
  size_t close = pattern.find(']', at + 1);
  if (close == std::string_view::npos) {
    unit.bytes = Only('[');
    return unit;
  }
  for (size_t i = at + 1; i < close; ++i) {
    auto from = static_cast<unsigned char>(pattern[i]);
    auto to = from;
    if (i + 2 < close && pattern[i + 1] == '-') {
      to = static_cast<unsigned char>(pattern[i + 2]);
      i += 2;
    }
    for (unsigned c = from; c <= to; ++c) unit.bytes.set(c);
  }
  at = close;
  return unit;
}

}  // namespace

std::vector<FilterUnit> UnitsOf(std::string_view pattern) {
  std::vector<FilterUnit> units;
  for (size_t at = 0; at < pattern.size(); ++at) {
    char c = pattern[at];
    if ((c == '?' || c == '+') && !units.empty()) {
      units.back().repeat = c == '?' ? Repeat::kOptional : Repeat::kOneOrMore;
      continue;
    }
    FilterUnit unit;
    if (c == '*') {
      unit = Star(pattern, at);
    } else if (c == '[') {
      unit = Set(pattern, at);
    } else {
      if (c == '\\' && at + 1 < pattern.size()) c = pattern[++at];
      unit.bytes = Only(c);
    }
    units.push_back(unit);
  }
  return units;
}

}  // namespace interlock::workflow
