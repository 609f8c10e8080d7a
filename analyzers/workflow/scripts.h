// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyzers/workflow/local_action.h"
#include "analyzers/workflow/model.h"
#include "core/arena.h"
#include "parsers/scalar_map.h"
#include "parsers/shell/sites.h"

namespace interlock::workflow {

enum class ShellKind : uint8_t {
  kBash,        // and sh: what parsers/shell reads
  kPowerShell,  // pwsh and powershell
  kOther,       // cmd, python, a program of one's own
  kUnknown,     // an expression
};

// The text of a `run:` as a shell reads it. Steps that share their text by an
// alias share this, too.
class ShellText {
 public:
  // What was read of the node's text, and its sites, both in some arena.
  ShellText(shell::Script read, std::span<const shell::Site> all,
            const Node& node, std::string_view file)
      : script(read), sites(all), node_(node), file_(file) {}

  // Where a part of the script stands in the file. Few are ever asked for, so
  // the map is made by whichever thread asks first.
  Span Place(Span span) const;

  const shell::Script script;
  const std::span<const shell::Site> sites;

 private:
  const Node& node_;
  std::string_view file_;
  mutable std::once_flag once_;
  mutable std::optional<ScalarMap> map_;
};

// One `run:` with what is known of its shell.
struct RunScript {
  const Step* step = nullptr;
  ShellKind shell = ShellKind::kBash;
  bool assumed = false;        // bash, unless the runner's system is Windows
  bool exits_on_error = true;  // -e
  bool pipefail = false;       // -o pipefail
  // From the repository's root; nothing when it is not known.
  std::optional<std::string> folder;
  const ShellText* text = nullptr;  // of kBash alone

  Span Place(Span span) const { return text->Place(span); }
};

// A list of steps: a job's, or those of a composite action.
struct Body {
  const Source* source = nullptr;
  const Workflow* workflow = nullptr;   // null for actions
  const Job* job = nullptr;             // null for actions
  const LocalAction* action = nullptr;  // null for jobs
  const std::vector<Step>* steps = nullptr;
  std::vector<RunScript> scripts;  // of the steps that have one, in order

  const RunScript* ScriptOf(const Step& step) const;
};

// The scripts of one workflow or action as they were read: what its bodies
// point to.
struct ShellTexts {
  Arena arena;
  std::deque<ShellText> all;
};

// The bodies of a workflow's jobs, or of an action; neither may move any more.
// What was parsed goes to `texts`.
std::vector<Body> BodiesOf(const Workflow& workflow, ShellTexts& texts);
std::vector<Body> BodiesOf(const LocalAction& action, ShellTexts& texts);

}  // namespace interlock::workflow
