// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/law.h"
#include "parsers/shell/sites.h"

namespace interlock::shell {
namespace {

// Parts lie inside their word, in order, and name lists that exist.
void CheckParts(const Script& script, std::span<const Part> parts, Span whole) {
  uint32_t at = whole.begin;
  for (const Part& part : parts) {
    INTERLOCK_LAW(part.span.begin >= at && part.span.begin <= part.span.end);
    INTERLOCK_LAW(part.span.end <= whole.end);
    INTERLOCK_LAW(part.list == kNoList || part.list < script.lists.size());
    at = part.span.end;
    CheckParts(script, part.inner, part.span);
  }
}

void CheckWord(const Script& script, const Word& word) {
  INTERLOCK_LAW(word.span.end <= script.text.size());
  CheckParts(script, word.parts, word.span);
  INTERLOCK_LAW(!word.literal || word.sketch.size() <= word.span.size());
}

void CheckCommand(const Script& script, const Command& command) {
  INTERLOCK_LAW(command.span.begin <= command.span.end);
  INTERLOCK_LAW(command.span.end <= script.text.size());
  for (const Word& word : command.words) CheckWord(script, word);
  for (const Assignment& one : command.assignments) {
    CheckWord(script, one.value);
  }
  for (const Redirect& one : command.redirects) CheckWord(script, *one.target);
}

void Run(const std::string& text) {
  Arena arena;
  Script script = ParseShell(text, arena);
  INTERLOCK_LAW(script.complete == script.problem.empty());
  INTERLOCK_LAW(script.problem_at <= text.size());
  for (const List& list : script.lists) {
    for (const Item& item : list.items) {
      for (const Command& command : item.pipeline.commands) {
        CheckCommand(script, command);
      }
    }
  }
  for (const Site& site : SitesOf(script)) {
    INTERLOCK_LAW(site.place < site.pipeline->commands.size());
    INTERLOCK_LAW(CommandName(*site.command).size() <= text.size());
  }
}

}  // namespace
}  // namespace interlock::shell

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 256 * 1024) return 0;
  interlock::shell::Run(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
