// SPDX-License-Identifier: Apache-2.0
// What a script writes to the files by which it speaks to the runner.
#include <algorithm>

#include "analyzers/workflow/taint.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

using shell::Command;
using shell::Part;
using shell::PartKind;
using shell::Redirect;
using shell::RedirectKind;
using shell::Site;
using shell::Word;

std::optional<RunnerFile> FileNamed(const Word& word) {
  for (const Part& part : word.parts) {
    std::string name(part.text);
    std::erase(name, ' ');
    if (part.kind == PartKind::kVariable) {
      if (name == "GITHUB_OUTPUT") return RunnerFile::kOutput;
      if (name == "GITHUB_ENV") return RunnerFile::kEnvironment;
      if (name == "GITHUB_PATH") return RunnerFile::kPath;
    }
    if (part.kind == PartKind::kExpression) {
      if (name == "${{github.output}}") return RunnerFile::kOutput;
      if (name == "${{github.env}}") return RunnerFile::kEnvironment;
      if (name == "${{github.path}}") return RunnerFile::kPath;
    }
  }
  return std::nullopt;
}

std::optional<RunnerFile> Target(const Command& command) {
  for (const Redirect& one : command.redirects) {
    bool writes =
        one.kind == RedirectKind::kOutput || one.kind == RedirectKind::kAppend;
    if (!writes) continue;
    if (auto file = FileNamed(*one.target)) return file;
  }
  return std::nullopt;
}

// `... | tee -a "$GITHUB_OUTPUT"` writes what comes before it, too.
std::optional<RunnerFile> TargetOf(const Site& site) {
  if (auto file = Target(*site.command)) return file;
  for (const Command& next : site.pipeline->commands) {
    if (shell::CommandName(next) != "tee") continue;
    for (const Word& word : next.words) {
      if (auto file = FileNamed(word)) return file;
    }
  }
  return std::nullopt;
}

struct Region {
  Span span;
  RunnerFile file;
};

// The name in `name=` or `name<<` at the beginning of a line of text.
std::string NameIn(std::string_view text, bool& opens) {
  size_t end = text.find_first_of("=<\n");
  if (end == std::string_view::npos || text[end] == '\n') return "";
  opens = text.substr(end).starts_with("<<");
  return std::string(Trim(text.substr(0, end)));
}

bool Prints(std::string_view name) {
  return name == "echo" || name == "printf" || name == "cat" || name == "jq";
}

}  // namespace

const std::vector<RunnerWrite>& Taint::WritesOf(const RunScript& run,
                                                Place place) {
  Key key{&run, {}};
  for (const Call& call : calls_) key.second.push_back(call.by.body);
  auto at = writes_.find(key);
  if (at == writes_.end()) {
    auto writes = FindWrites(run, place);
    at = writes_.emplace(std::move(key), std::move(writes)).first;
  }
  return at->second;
}

// Long: one walk over the script, with what the lines before it opened.
std::vector<RunnerWrite> Taint::FindWrites(const RunScript& run, Place place) {
  std::vector<RunnerWrite> writes;
  if (run.text == nullptr ||
      run.step->run.text.find("GITHUB_") == std::string_view::npos) {
    return writes;
  }
  Names names = VariablesOf(run, place);
  std::vector<Region> groups;
  std::string open_name;  // of `name<<END`, whose lines follow
  for (const Site& site : run.text->sites) {
    const Command& command = *site.command;
    if (command.kind != shell::CommandKind::kSimple) {
      if (auto file = TargetOf(site)) groups.push_back({command.span, *file});
      continue;
    }
    std::string_view name = shell::CommandName(command);
    if (!Prints(name)) continue;
    auto file = TargetOf(site);
    // Groups begin in order, so the last that holds it is the innermost.
    for (auto at = groups.rbegin(); !file && at != groups.rend(); ++at) {
      if (at->span.end < command.span.begin) break;
      if (at->span.Contains(command.span.begin)) file = at->file;
    }
    if (!file) continue;
    std::vector<const Word*> words;
    for (size_t i = 1; i < command.words.size(); ++i) {
      words.push_back(&command.words[i]);
    }
    for (const Redirect& one : command.redirects) {
      if (one.kind == RedirectKind::kHereDocument) words.push_back(one.target);
    }
    for (const Word* word : words) {
      std::string_view sketch = word->sketch;
      if (sketch.starts_with('-') || sketch == "\\n") continue;
      bool opens = false;
      std::string stated = NameIn(sketch, opens);
      RunnerWrite write;
      write.file = *file;
      write.name = stated.empty() ? open_name : stated;
      write.span = word->span;
      write.tainted = Of(*word, run, place, names);
      if (opens) open_name = stated;
      writes.push_back(std::move(write));
    }
  }
  return writes;
}

}  // namespace interlock::workflow
