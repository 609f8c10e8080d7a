// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/scripts.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/text.h"

namespace interlock::workflow {
namespace {

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// `defaults.run.<key>` of a job or a workflow.
std::string_view DefaultOf(const Node* node, std::string_view key) {
  for (std::string_view part :
       {std::string_view("defaults"), std::string_view("run"), key}) {
    if (node == nullptr || !node->IsMapping()) return {};
    node = node->Find(part);
  }
  return node != nullptr && node->IsScalar() && !node->IsNull()
             ? node->text
             : std::string_view();
}

struct Surroundings {
  const Node* job = nullptr;
  const Node* workflow = nullptr;
  std::string_view runner;
  bool in_container = false;
  std::string action_folder;

  std::string_view Stated(std::string_view own, std::string_view key) const {
    if (!own.empty()) return own;
    std::string_view of_job = DefaultOf(job, key);
    return of_job.empty() ? DefaultOf(workflow, key) : of_job;
  }
};

bool HasErrorFlag(std::string_view command) {
  for (std::string_view word : Split(command, ' ')) {
    if (word.starts_with("-") && !word.starts_with("--") && Has(word, "e")) {
      return true;
    }
  }
  return false;
}

void SetShell(const Surroundings& around, RunScript& run) {
  std::string_view stated = Trim(around.Stated(run.step->shell.text, "shell"));
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
      Trim(around.Stated(step.working_directory.text, "working-directory"));
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
  explicit Builder(std::deque<ShellText>& texts) : texts_(texts) {}

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
      known = &texts_.emplace_back(node, file);
    }
    return known;
  }

  std::deque<ShellText>& texts_;
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

std::vector<Body> BodiesOf(const std::vector<Workflow>& workflows,
                           const std::vector<LocalAction>& actions,
                           std::deque<ShellText>& texts) {
  std::vector<Body> bodies;
  Builder builder(texts);
  for (const Workflow& workflow : workflows) {
    for (const Job& job : workflow.jobs) {
      Body body;
      body.source = workflow.source;
      body.workflow = &workflow;
      body.job = &job;
      body.steps = &job.steps;
      Surroundings around;
      around.job = job.node;
      around.workflow = workflow.document->root();
      around.runner = job.runs_on.text;
      around.in_container = job.container.node != nullptr;
      builder.Fill(around, body);
      bodies.push_back(std::move(body));
    }
  }
  for (const LocalAction& action : actions) {
    if (!action.composite()) continue;
    Body body;
    body.source = action.source;
    body.action = &action;
    body.steps = &action.steps;
    Surroundings around;
    around.action_folder = action.folder;
    builder.Fill(around, body);
    bodies.push_back(std::move(body));
  }
  return bodies;
}

}  // namespace interlock::workflow
