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

}  // namespace

std::vector<uint32_t> FindYamlGaps(std::string_view text) {
  std::vector<uint32_t> gaps;
  size_t begin = 0;
  while (true) {
    // Most texts have neither character.
    size_t mark = text.find_first_of("&!", begin);
    if (mark == std::string_view::npos) return gaps;
    size_t before = text.find_last_of("\r\n", mark);
    size_t start = before == std::string_view::npos ? 0 : before + 1;
    size_t end = std::min(text.find_first_of("\r\n", mark), text.size());
    size_t gap = FindGap(text.substr(start, end - start));
    if (gap != std::string_view::npos) {
      gaps.push_back(static_cast<uint32_t>(start + gap));
    }
    begin = end;
  }
}

}  // namespace interlock
