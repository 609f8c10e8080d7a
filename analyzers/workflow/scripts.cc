// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/scripts.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/text.h"
#include "parsers/shell/reader.h"

namespace interlock::workflow {
namespace {

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// What a step that says nothing of its own has from its job and workflow.
struct Surroundings {
  std::string_view shell;
  std::string_view folder;
  std::string_view runner;
  std::string action_folder;
};

std::string_view FirstStated(std::string_view one, std::string_view other) {
  return one.empty() ? other : one;
}

bool HasErrorFlag(std::string_view command) {
  for (std::string_view word : Split(command, ' ')) {
    if (word.starts_with("-") && !word.starts_with("--") && Has(word, "e")) {
      return true;
    }
  }
  return false;
}

void SetShell(const Surroundings& around, RunScript& run) {
  std::string_view stated =
      Trim(FirstStated(run.step->shell.text, around.shell));
  if (Has(stated, "${{")) {
    run.shell = ShellKind::kUnknown;
  } else if (stated.empty()) {
    bool windows = StartsWithIgnoringCase(around.runner, "windows");
    run.shell = windows ? ShellKind::kPowerShell : ShellKind::kBash;
    run.assumed = Has(around.runner, "${{") || around.runner.empty();
  } else {
    std::string_view program = BaseName(stated.substr(0, stated.find(' ')));
    bool alone = program.size() == stated.size();
    if (program == "bash" || program == "sh" || program == "dash") {
      run.shell = ShellKind::kBash;
      run.exits_on_error = alone || HasErrorFlag(stated);
      run.pipefail = alone ? program == "bash" : Has(stated, "pipefail");
    } else if (program == "pwsh" || program == "powershell") {
      run.shell = ShellKind::kPowerShell;
    } else {
      run.shell = ShellKind::kOther;
    }
  }
}

std::optional<std::string> FolderOf(const Surroundings& around,
                                    const Step& step) {
  std::string_view stated =
      Trim(FirstStated(step.working_directory.text, around.folder));
  constexpr std::string_view kPrefixes[] = {
      "${{ github.workspace }}", "${{github.workspace}}", "$GITHUB_WORKSPACE"};
  for (std::string_view prefix : kPrefixes) {
    if (!stated.starts_with(prefix)) continue;
    stated.remove_prefix(prefix.size());
    if (stated.starts_with('/')) stated.remove_prefix(1);
  }
  std::string_view own = "${{ github.action_path }}";
  std::string folder;
  if (!around.action_folder.empty() && stated.starts_with(own)) {
    stated.remove_prefix(own.size());
    folder = JoinPath(around.action_folder, std::string(Trim(stated)));
  } else {
    folder = stated;
  }
  if (Has(folder, "$") || folder.starts_with('/') || folder.starts_with('~')) {
    return std::nullopt;
  }
  if (folder.empty()) return "";
  std::string normal = NormalPath(folder);
  if (normal.empty()) return std::nullopt;
  return normal == "." ? "" : normal;
}

class Builder {
 public:
  explicit Builder(ShellTexts& texts) : texts_(texts), reader_(texts.arena) {}

  void Fill(const Surroundings& around, Body& body) {
    for (const Step& step : *body.steps) {
      if (!step.run.present()) continue;
      RunScript run;
      run.step = &step;
      SetShell(around, run);
      run.folder = FolderOf(around, step);
      if (run.shell == ShellKind::kBash) {
        run.text = TextOf(*step.run.node, body.source->text());
      }
      body.scripts.push_back(std::move(run));
    }
  }

 private:
  const ShellText* TextOf(const Node& node, std::string_view file) {
    const ShellText*& known = known_[node.text.data()];
    if (known == nullptr || known->script.text.size() != node.text.size()) {
      shell::Script script = reader_.Read(node.text);
      auto sites = texts_.arena.CopyAll(shell::SitesOf(script));
      known = &texts_.all.emplace_back(script, sites, node, file);
    }
    return known;
  }

  ShellTexts& texts_;
  shell::Reader reader_;
  std::map<const char*, const ShellText*> known_;
};

}  // namespace

Span ShellText::Place(Span span) const {
  std::call_once(once_, [&] { map_.emplace(node_, file_); });
  return map_->At(span);
}

const RunScript* Body::ScriptOf(const Step& step) const {
  auto at =
      std::ranges::lower_bound(scripts, &step, std::less<>(), &RunScript::step);
  return at != scripts.end() && at->step == &step ? &*at : nullptr;
}

std::vector<Body> BodiesOf(const Workflow& workflow, ShellTexts& texts) {
  std::vector<Body> bodies(workflow.jobs.size());
  Builder builder(texts);
  for (size_t i = 0; i < bodies.size(); ++i) {
    const Job& job = workflow.jobs[i];
    Body& body = bodies[i];
    body.source = workflow.source;
    body.workflow = &workflow;
    body.job = &job;
    body.steps = &job.steps;
    Surroundings around;
    around.shell =
        FirstStated(job.defaults.shell.text, workflow.defaults.shell.text);
    around.folder = FirstStated(job.defaults.working_directory.text,
                                workflow.defaults.working_directory.text);
    around.runner = job.runs_on.text;
    builder.Fill(around, body);
  }
  return bodies;
}

std::vector<Body> BodiesOf(const LocalAction& action, ShellTexts& texts) {
  if (!action.composite()) return {};
  std::vector<Body> bodies(1);
  Body& body = bodies.front();
  body.source = action.source;
  body.action = &action;
  body.steps = &action.steps;
  Surroundings around;
  around.action_folder = action.folder;
  Builder(texts).Fill(around, body);
  return bodies;
}

}  // namespace interlock::workflow
