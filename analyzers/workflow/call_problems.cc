// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "analyzers/workflow/check_names.h"
#include "analyzers/workflow/event_table.h"
#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/permission_table.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// GitHub takes this many called files from one workflow, those that they call
// in turn included.
constexpr size_t kMaxCalled = 50;

const Input* FindInput(const std::vector<Input>& inputs,
                       std::string_view name) {
  for (const Input& input : inputs) {
    if (EqualsIgnoringCase(input.name.text, name)) return &input;
  }
  return nullptr;
}

// One job that calls a workflow of this repository.
class CallFinder {
 public:
  CallFinder(const ProblemInput& input, const Job& job, const Workflow& callee,
             const Trigger& call, Problems& out)
      : input_(input), job_(job), callee_(callee), call_(call), out_(out) {}

  void Run() {
    if (!job_.with.dynamic.present()) Inputs();
    if (!job_.secrets_inherit.present()) Secrets();
    Permissions();
  }

 private:
  void Inputs() {
    std::vector<std::string_view> names;
    for (const Input& input : call_.inputs) names.push_back(input.name.text);
    for (const Variable& given : job_.with.all) {
      if (given.name.text == "<<") continue;
      const Input* input = FindInput(call_.inputs, given.name.text);
      if (input == nullptr) {
        Unknown(ProblemKind::kCallInput, given.name, "input", names);
      } else {
        Value(*input, given.value);
      }
    }
    for (const Input& input : call_.inputs) {
      if (!input.required || input.fallback.present() ||
          job_.with.Find(input.name.text) != nullptr) {
        continue;
      }
      out_.Add(ProblemKind::kCallInput, job_.uses.text.span,
               fmt::format("'{}' must be given the input '{}'", Callee(),
                           Printable(input.name.text)),
               "add it below 'with'")
          .anchor = input.name.text;
    }
  }

  std::string Callee() const { return Printable(callee_.path()); }

  void Unknown(ProblemKind kind, const Text& name, std::string_view what,
               const std::vector<std::string_view>& names) {
    std::string help = names.empty()
                           ? fmt::format("it takes no {}s", what)
                           : fmt::format("it takes {}", Quoted(names));
    Problem& problem = out_.Add(kind, name.span,
                                fmt::format("'{}' has no {} '{}'", Callee(),
                                            what, Printable(name.text)),
                                help);
    problem.anchor = name.text;
    Suggest(problem, name.text, name.span, names);
  }

  // Numbers and booleans must be written as such; anything fits a text.
  void Value(const Input& input, const Text& value) {
    if (value.node == nullptr || HasExpression(value.text)) return;
    ScalarType type = Resolve(*value.node).type;
    bool number = type == ScalarType::kInt || type == ScalarType::kFloat;
    bool fits = true;
    if (input.type.text == "boolean") fits = type == ScalarType::kBool;
    if (input.type.text == "number") fits = number;
    if (fits) return;
    out_.Add(ProblemKind::kCallInput, value.span,
             fmt::format("the input '{}' takes a {}, not the text '{}'",
                         Printable(input.name.text), input.type.text,
                         Printable(value.text)),
             "write it without quotes")
        .anchor = input.name.text;
  }

  void Secrets() {
    std::vector<std::string_view> names;
    for (const CallSecret& secret : call_.secrets) {
      names.push_back(secret.name.text);
    }
    for (const Variable& given : job_.secrets.all) {
      bool known = std::ranges::any_of(names, [&](std::string_view name) {
        return EqualsIgnoringCase(name, given.name.text);
      });
      if (known || given.name.text == "<<") continue;
      Unknown(ProblemKind::kCallSecret, given.name, "secret", names);
    }
    for (const CallSecret& secret : call_.secrets) {
      if (!secret.required || job_.secrets.Find(secret.name.text) != nullptr) {
        continue;
      }
      out_.Add(ProblemKind::kCallSecret, job_.uses.text.span,
               fmt::format("'{}' must be given the secret '{}'", Callee(),
                           Printable(secret.name.text)),
               "add it below 'secrets'")
          .anchor = secret.name.text;
    }
  }

  // A called workflow may ask for no more than its caller has.
  void Permissions() {
    const workflow::Permissions* most = &job_.permissions;
    if (most->form == PermissionsForm::kAbsent) {
      most = &input_.workflow->permissions;
    }
    if (most->form == PermissionsForm::kAbsent ||
        most->form == PermissionsForm::kUnclear) {
      return;
    }
    if (callee_.permissions.form == PermissionsForm::kScopes ||
        callee_.permissions.form == PermissionsForm::kWriteAll ||
        callee_.permissions.form == PermissionsForm::kReadAll) {
      Compare(callee_.permissions, *most, nullptr);
    }
    for (const Job& nested : callee_.jobs) {
      PermissionsForm form = nested.permissions.form;
      if (form == PermissionsForm::kAbsent ||
          form == PermissionsForm::kUnclear) {
        continue;
      }
      Compare(nested.permissions, *most, &nested);
    }
  }

  void Compare(const workflow::Permissions& asked,
               const workflow::Permissions& most, const Job* nested) {
    std::string over;
    int count = 0;
    for (const PermissionInfo& info : AllPermissions()) {
      bool named = asked.form == PermissionsForm::kScopes;
      // What `read-all` and `write-all` hold may grow; the usual ones are sure.
      if (!named && !HasWord("contents issues pull-requests", info.scope)) {
        continue;
      }
      Level wanted = LevelOf(asked, info.scope);
      Level allowed = LevelOf(most, info.scope);
      if (most.form != PermissionsForm::kScopes &&
          info.levels != "read write none") {
        continue;
      }
      if (wanted <= allowed) continue;
      if (count++ > 0) over += ", ";
      over += fmt::format("{}: {} (allowed: {})", info.scope, NameOf(wanted),
                          NameOf(allowed));
    }
    if (count == 0) return;
    std::string who = nested == nullptr
                          ? std::string("the workflow")
                          : "its job '" + Printable(nested->id.text) + "'";
    Problem& problem = out_.Add(
        ProblemKind::kCallPermission, job_.uses.text.span,
        fmt::format("{} asks for more than the caller has: {}", who, over),
        "give the permissions to the calling job, or ask for less");
    problem.anchor = nested == nullptr ? callee_.path() : nested->id.text;
  }

  const ProblemInput& input_;
  const Job& job_;
  const Workflow& callee_;
  const Trigger& call_;
  Problems& out_;
};

// Whether the calls that begin here come back to `start`.
bool ComesBack(const WorkflowSet& set, const Workflow& from,
               const Workflow& start) {
  std::vector<const Workflow*> all = {&from};
  std::set<const Workflow*> seen = {&from};
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i] == &start) return true;
    for (const Job& job : all[i]->jobs) {
      if (job.uses.kind != UsesKind::kLocal) continue;
      const Workflow* next = set.Find(job.uses.path);
      if (next != nullptr && seen.insert(next).second) all.push_back(next);
    }
  }
  return false;
}

// What a workflow calls, and what that calls in turn.
class Reach {
 public:
  explicit Reach(const WorkflowSet& set) : set_(set) {}

  // `level` is that of the job's own workflow; the triggered one has 1.
  void Follow(const Job& job, size_t level) {
    bool local = job.uses.kind == UsesKind::kLocal;
    if (!local && job.uses.kind != UsesKind::kRemote) return;
    called_.insert(local ? std::string_view(job.uses.path)
                         : job.uses.text.text);
    if (level >= kMaxCallDepth) {
      too_deep_ = true;
      return;
    }
    const Workflow* next = local ? set_.Find(job.uses.path) : nullptr;
    if (next == nullptr) return;
    bool cycle = std::ranges::find(path_, next) != path_.end();
    if (cycle || !seen_.insert({next, level}).second) return;
    path_.push_back(next);
    for (const Job& inner : next->jobs) Follow(inner, level + 1);
    path_.pop_back();
  }
  bool too_deep() const { return too_deep_; }
  bool too_many() const { return called_.size() > kMaxCalled; }

 private:
  const WorkflowSet& set_;
  std::set<std::string_view> called_;
  std::set<std::pair<const Workflow*, size_t>> seen_;
  std::vector<const Workflow*> path_;
  bool too_deep_ = false;
};

void FindCallLimits(const ProblemInput& input, Problems& out) {
  const Workflow& workflow = *input.workflow;
  if (workflow.OnlyCalled()) return;  // its callers are told
  Reach reach(input.set);
  for (const Job& job : workflow.jobs) {
    bool deep = reach.too_deep(), many = reach.too_many();
    reach.Follow(job, 1);
    if (reach.too_many() && !many) {
      out.Add(ProblemKind::kCallLimit, job.uses.text.span,
              fmt::format("this is more than the {} files that a workflow may "
                          "call, those that they call included",
                          kMaxCalled),
              "merge some of them, or split the workflow")
          .anchor = "files";
    }
    if (reach.too_deep() && !deep) {
      out.Add(
             ProblemKind::kCallLimit, job.uses.text.span,
             fmt::format("these calls go deeper than {} levels", kMaxCallDepth),
             "call the inner workflows from further out")
          .anchor = "levels";
    }
  }
}

// What workflow_call says of itself.
class DefinitionFinder {
 public:
  explicit DefinitionFinder(Problems& out) : out_(out) {}

  void Run(const Trigger& call) {
    for (const Input& input : call.inputs) Type(input);
  }

 private:
  void Type(const Input& input) {
    constexpr std::string_view kTypes = "string boolean number";
    if (!input.type.stated()) return;
    std::string_view type = input.type.text;
    if (!HasWord(kTypes, type)) {
      Problem& problem =
          out_.Add(ProblemKind::kCallDefinition, input.type.span,
                   fmt::format("an input of a called workflow has no type '{}'",
                               Printable(type)),
                   "expected string, boolean or number");
      problem.anchor = input.name.text;
      Suggest(problem, type, input.type.span, Split(kTypes, ' '));
      return;
    }
    if (input.required && input.fallback.present()) {
      out_.Add(ProblemKind::kCallDefinition, input.fallback.span,
               fmt::format("the required input '{}' never takes its default",
                           Printable(input.name.text)),
               "drop the default or 'required'")
          .severity = Severity::kNote;
    }
    if (!input.fallback.stated() || HasExpression(input.fallback.text)) return;
    ScalarType is = Resolve(*input.fallback.node).type;
    bool number = is == ScalarType::kInt || is == ScalarType::kFloat;
    bool fits = type == "string" || (type == "number" && number) ||
                (type == "boolean" && is == ScalarType::kBool);
    if (fits) return;
    out_.Add(ProblemKind::kCallDefinition, input.fallback.span,
             fmt::format("the default of '{}' is no {}",
                         Printable(input.name.text), type),
             "write it without quotes")
        .anchor = input.name.text;
  }

  Problems& out_;
};

}  // namespace

void FindCallProblems(const ProblemInput& input, Problems& out) {
  const Workflow& workflow = *input.workflow;
  if (const Trigger* call = workflow.FindTrigger("workflow_call")) {
    DefinitionFinder(out).Run(*call);
  }
  for (const Job& job : workflow.jobs) {
    if (job.uses.kind != UsesKind::kLocal) continue;
    const Workflow* callee = input.set.Find(job.uses.path);
    if (callee == nullptr) continue;  // the rule on missing files says so
    const Trigger* call = callee->FindTrigger("workflow_call");
    if (call == nullptr) {
      if (!callee->document->ok() || callee->truncated) continue;
      out.Add(ProblemKind::kCallDefinition, job.uses.text.span,
              fmt::format("'{}' cannot be called: it has no 'workflow_call'",
                          Printable(callee->path())),
              "add workflow_call below its 'on'")
          .anchor = job.id.text;
      continue;
    }
    if (ComesBack(input.set, *callee, workflow)) {
      out.Add(ProblemKind::kCallsComeBack, job.uses.text.span,
              fmt::format("'{}' comes back to this workflow",
                          Printable(callee->path())),
              "a workflow cannot call itself, not even by way of others")
          .anchor = job.id.text;
      continue;
    }
    CallFinder(input, job, *callee, *call, out).Run();
  }
  FindCallLimits(input, out);
}

}  // namespace interlock::workflow
