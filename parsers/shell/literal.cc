// SPDX-License-Identifier: Apache-2.0
// What is known of words and commands as they stand.
#include <algorithm>
#include <iterator>
#include <string>

#include "parsers/shell/reader.h"

namespace interlock::shell {
namespace {

// Words that run the rest of the command.
constexpr std::string_view kPrefixes[] = {"sudo", "env",   "command", "exec",
                                          "time", "nohup", "xargs",   "builtin",
                                          "nice", "stdbuf"};

// Finds the word that names what a simple command runs.
void FindProgram(Command& command) {
  bool prefixed = false;
  for (size_t i = 0; i < command.words.size(); ++i) {
    const Word& word = command.words[i];
    if (!word.literal) return;
    std::string_view text = word.sketch;
    bool skipped = prefixed && (text.starts_with('-') ||
                                text.find('=') != std::string_view::npos);
    if (skipped) continue;
    if (std::ranges::find(kPrefixes, text) != std::end(kPrefixes)) {
      prefixed = true;
      continue;
    }
    command.program = text;
    command.program_word = i;
    return;
  }
}

bool AllLiteral(const std::vector<Part>& parts) {
  return std::ranges::all_of(
      parts, [](const Part& part) { return part.kind == PartKind::kLiteral; });
}

bool IsHome(const Word& word) {
  return !word.parts.empty() && word.parts.front().quote == Quote::kNone &&
         word.sketch.starts_with('~');
}

}  // namespace

bool HasPattern(const Word& word) {
  for (const Part& part : word.parts) {
    if (part.kind != PartKind::kLiteral || part.quote != Quote::kNone) continue;
    bool open = false;
    for (char c : part.text) {
      if (c == '*' || c == '?' || c == '[') return true;
      if (c == '{') open = true;
      if (c == ',' && open) return true;
    }
  }
  return false;
}

void Reader::Close(const std::vector<Part>& parts, Word& word) {
  word.parts = arena_.CopyAll(parts);
  bool literal = AllLiteral(parts);
  if (literal && parts.size() == 1) {
    word.sketch = parts.front().text;
  } else if (!parts.empty()) {
    std::string sketch;
    for (const Part& part : parts) {
      sketch += part.kind == PartKind::kLiteral ? part.text : "*";
    }
    word.sketch = arena_.Copy(sketch);
  }
  word.literal = literal && !IsHome(word) && !HasPattern(word);
}

Command Reader::Close(const Draft& draft) {
  Command command;
  command.kind = draft.kind;
  command.has_else = draft.has_else;
  command.span = draft.span;
  command.name = draft.name;
  command.assignments = arena_.CopyAll(draft.assignments);
  command.words = arena_.CopyAll(draft.words);
  command.redirects = arena_.CopyAll(draft.redirects);
  command.lists = arena_.CopyAll(draft.lists);
  if (command.kind == CommandKind::kSimple) FindProgram(command);
  return command;
}

void Draft::clear() {
  kind = CommandKind::kSimple;
  has_else = false;
  span = {};
  name = {};
  assignments.clear();
  words.clear();
  redirects.clear();
  lists.clear();
}

}  // namespace interlock::shell
