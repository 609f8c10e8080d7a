// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/workflow/untrusted.h"
#include "analyzers/workflow/workflow_set.h"

namespace interlock::workflow {

// One station on the way of a value: "set here", "handed on here".
struct Hop {
  const Source* source;
  Span span;
  std::string message;
};

// A value that somebody else chooses, and how it comes to where it is used.
struct Tainted {
  std::string path;  // "github.event.issue.title", where it enters
  Author author = Author::kAnybody;
  std::vector<Hop> hops;  // from its use back to where it enters
};

// The files by which a step speaks to the runner.
enum class RunnerFile : uint8_t { kOutput, kEnvironment, kPath };

// One `echo "name=value" >> "$GITHUB_OUTPUT"` or its like.
struct RunnerWrite {
  RunnerFile file = RunnerFile::kOutput;
  std::string name;  // "" for paths, or when it is not known
  Span span;         // in the script
  std::optional<Tainted> tainted;
};

// Follows what others choose through env, outputs of steps and of jobs, what
// called workflows and actions take and hand back, matrices, and variables of
// scripts. Where a value's way is not known it is taken for harmless.
class Taint {
 public:
  explicit Taint(const WorkflowSet& set) : set_(set) {}

  // Where something stands: env and steps mean what they mean there.
  struct Place {
    const Body* body = nullptr;
    const Step* step = nullptr;
  };

  // What an expression lets through.
  std::optional<Tainted> Of(const Expression& expression, Place place);
  // The first of a text's expressions that lets something through.
  std::optional<Tainted> Of(const Text& text, Place place);
  // A word of a script, with the variables that hold others' text.
  using Names = std::map<std::string, Tainted, std::less<>>;
  std::optional<Tainted> Of(const shell::Word& word, const RunScript& run,
                            Place place, const Names& names);
  // The variables of a script that hold others' text at some time.
  Names VariablesOf(const RunScript& run, Place place);
  const std::vector<RunnerWrite>& WritesOf(const RunScript& run, Place place);

 private:
  class Deeper;
  class Entered;
  // A workflow or an action that was entered by one of its callers: inside,
  // inputs are what that one gives.
  struct Call {
    const void* callee;
    Caller by;
  };
  std::optional<Tainted> OfPath(const std::string& path, Place place);
  std::optional<Tainted> OfEnv(std::string_view name, Place place);
  std::optional<Tainted> OfStep(std::string_view id, std::string_view output,
                                Place place);
  std::optional<Tainted> OfNeed(std::string_view job, std::string_view output,
                                Place place);
  std::optional<Tainted> OfCalled(const Job& job, std::string_view output,
                                  Place place);
  std::optional<Tainted> OfMatrix(const std::vector<std::string_view>& parts,
                                  Place place);
  // What stands in a value at `parts[next]...`, or anywhere below its end.
  std::optional<Tainted> OfNode(const Node& node,
                                const std::vector<std::string_view>& parts,
                                size_t next, Place place);
  std::optional<Tainted> OfInput(const std::string& path, Place place);
  std::optional<Tainted> OfParts(std::span<const shell::Part> parts,
                                 const RunScript& run, Place place,
                                 const Names& names);
  std::optional<Tainted> OfList(uint32_t list, const RunScript& run,
                                Place place, const Names& names);

  std::vector<RunnerWrite> FindWrites(const RunScript& run, Place place);

  const WorkflowSet& set_;
  // By the script, and by whom it was called.
  using Key = std::pair<const RunScript*, std::vector<const Body*>>;
  std::map<Key, std::vector<RunnerWrite>> writes_;
  std::vector<Call> calls_;
  int depth_ = 0;
  size_t budget_ = 20000;  // of look-ups: hostile chains end
};

}  // namespace interlock::workflow
