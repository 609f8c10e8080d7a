// SPDX-License-Identifier: Apache-2.0
#include "parsers/shell/shell.h"

namespace interlock::shell {

bool HasPattern(const Word& word) {
  for (const Part& part : word.parts) {
    if (part.kind != PartKind::kLiteral || part.quote != Quote::kNone) continue;
    if (part.text.find_first_of("*?[") != std::string_view::npos) return true;
    size_t brace = part.text.find('{');
    if (brace != std::string_view::npos &&
        part.text.find(',', brace) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::optional<std::string> LiteralOf(const Word& word) {
  std::string text;
  for (const Part& part : word.parts) {
    if (part.kind != PartKind::kLiteral) return std::nullopt;
    text += part.text;
  }
  bool home = !word.parts.empty() && word.parts.front().quote == Quote::kNone &&
              text.starts_with('~');
  if (home || HasPattern(word)) return std::nullopt;
  return text;
}

std::string SketchOf(const Word& word, std::string_view hole) {
  std::string text;
  for (const Part& part : word.parts) {
    text += part.kind == PartKind::kLiteral ? part.text : hole;
  }
  return text;
}

}  // namespace interlock::shell
