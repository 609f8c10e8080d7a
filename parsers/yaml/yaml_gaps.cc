// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_gaps.h"

#include <algorithm>

namespace interlock {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

size_t SkipBlanks(std::string_view line, size_t at) {
  while (at < line.size() && IsBlank(line[at])) ++at;
  return at;
}

bool IsProperty(std::string_view line, size_t at) {
  return at < line.size() && (line[at] == '&' || line[at] == '!');
}

size_t SkipProperties(std::string_view line, size_t at) {
  while (IsProperty(line, at)) {
    while (at < line.size() && !IsBlank(line[at])) ++at;
    at = SkipBlanks(line, at);
  }
  return at;
}

bool HoldsKey(std::string_view words) {
  words = words.substr(0, words.find(" #"));
  for (size_t colon = words.find(':'); colon != std::string_view::npos;
       colon = words.find(':', colon + 1)) {
    if (colon + 1 == words.size() || IsBlank(words[colon + 1])) return true;
  }
  return false;
}

// The blank before the line's first properties, or npos.
size_t FindGap(std::string_view line) {
  size_t at = SkipBlanks(line, 0);
  while (at + 1 < line.size() && (line[at] == '-' || line[at] == '?') &&
         IsBlank(line[at + 1])) {
    at = SkipBlanks(line, at + 1);
  }
  if (at == 0 || !IsProperty(line, at)) return std::string_view::npos;
  size_t content = SkipProperties(line, at);
  if (content >= line.size()) return std::string_view::npos;
  constexpr std::string_view kOther = "\"'[{*#";
  bool other = kOther.find(line[content]) != std::string_view::npos;
  if (other || HoldsKey(line.substr(content))) return std::string_view::npos;
  return at - 1;
}

// "key: |", "- >-2": a block scalar begins on the next line.
bool OpensBlock(std::string_view line) {
  line = line.substr(0, line.find(" #"));
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  size_t at = line.find_last_not_of("+-0123456789");
  if (at == std::string_view::npos || (line[at] != '|' && line[at] != '>')) {
    return false;
  }
  return line.size() - at <= 3 && at > 0 && IsBlank(line[at - 1]);
}

// Follows the lines of a text through its block scalars.
class BlockScalars {
 public:
  // Whether the line lies in the one that is open; looks for a new one.
  bool Holds(std::string_view line) {
    size_t indent = SkipBlanks(line, 0);
    if (open_) {
      if (indent == line.size() || indent > parent_) return true;
      open_ = false;
    }
    if (!OpensBlock(line)) return false;
    open_ = true;
    parent_ = Parent(line, indent);
    return false;
  }

 private:
  // The column that what belongs to the scalar stands to the right of: that of
  // its key, or of the dash that it follows.
  static size_t Parent(std::string_view line, size_t at) {
    size_t dash = at;
    while (at + 1 < line.size() && line[at] == '-' && IsBlank(line[at + 1])) {
      dash = at;
      at = SkipBlanks(line, at + 1);
    }
    size_t content = SkipProperties(line, at);
    bool bare =
        content < line.size() && (line[content] == '|' || line[content] == '>');
    return bare ? dash : at;
  }

  bool open_ = false;
  size_t parent_ = 0;
};

}  // namespace

std::vector<uint32_t> FindYamlGaps(std::string_view text) {
  std::vector<uint32_t> gaps;
  BlockScalars blocks;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (!blocks.Holds(line)) {
      size_t gap = FindGap(line);
      if (gap != std::string_view::npos) {
        gaps.push_back(static_cast<uint32_t>(begin + gap));
      }
    }
    begin = end + 1;
  }
  return gaps;
}

}  // namespace interlock
