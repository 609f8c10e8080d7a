// SPDX-License-Identifier: Apache-2.0
#include "engine/ignore.h"

#include "core/text.h"

namespace interlock {
namespace {

// Drops trailing blanks that no backslash protects.
std::string_view DropTrailingBlanks(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) {
    if (line.size() > 1 && line[line.size() - 2] == '\\') break;
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

void IgnoreStack::Push(std::string_view folder, std::string_view text) {
  Level level{std::string(folder), {}};
  for (std::string_view line : Split(text, '\n')) {
    line = DropTrailingBlanks(line);
    if (line.empty() || line.front() == '#') continue;
    Rule rule{{}, false, false, false};
    if (line.front() == '!') {
      rule.negated = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      rule.folders_only = true;
      line.remove_suffix(1);
    }
    rule.anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) continue;
    rule.pattern = line;
    level.rules.push_back(std::move(rule));
  }
  levels_.push_back(std::move(level));
}

void IgnoreStack::Pop() { levels_.pop_back(); }

bool IgnoreStack::Matches(const Rule& rule, std::string_view path) {
  return GlobMatch(rule.pattern, rule.anchored ? path : BaseName(path));
}

bool IgnoreStack::Ignores(std::string_view path, EntryKind kind) const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    std::string_view inner = path;
    if (!level->folder.empty()) inner.remove_prefix(level->folder.size() + 1);
    for (auto rule = level->rules.rbegin(); rule != level->rules.rend();
         ++rule) {
      if (rule->folders_only && kind != EntryKind::kFolder) continue;
      if (Matches(*rule, inner)) return !rule->negated;
    }
  }
  return false;
}

}  // namespace interlock
