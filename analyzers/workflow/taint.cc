// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/taint.h"

#include <algorithm>

#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr int kMaxDepth = 20;

// Outputs that hold names or texts which the author of a pull request chose.
struct KnownOutput {
  std::string_view action;
  std::string_view output;  // what its name begins or ends with
};
constexpr KnownOutput kKnownOutputs[] = {
    {"tj-actions/changed-files", "_files"},
    {"dorny/paths-filter", "_files"},
    {"tj-actions/branch-names", "head_ref_branch"},
    {"tj-actions/branch-names", "current_branch"},
    {"xt0rted/pull-request-comment-branch", "head_ref"},
    {"jitterbit/get-changed-files", "all"},
    {"trilom/file-changes-action", "files"},
    {"potiuk/get-workflow-origin", "sourceHeadBranch"},
    {"actions-ecosystem/action-regex-match", "group"},
};

// Commands whose output says nothing of the text that they are given.
constexpr std::string_view kHarmless[] = {"wc",    "sha256sum", "md5sum",
                                          "test",  "[",         "sha1sum",
                                          "cksum", "date",      "true"};

// A whole event, or github itself, holds all that others wrote.
bool IsWholeEvent(std::string_view path) {
  return path == "github.event" || path == "github";
}

bool MayHold(const Body* body, std::string_view path) {
  if (body == nullptr || body->workflow == nullptr) return true;
  std::string_view events = EventsOf(path);
  if (events.empty()) return true;
  for (std::string_view event : Split(events, ' ')) {
    if (body->workflow->FindTrigger(event) != nullptr) return true;
  }
  return false;
}

// A manual start's inputs are free text unless their type says otherwise.
bool IsFreeInput(const Workflow& workflow, std::string_view path) {
  const Trigger* start = workflow.FindTrigger("workflow_dispatch");
  if (start == nullptr) return false;
  std::string_view name = path.substr(path.rfind('.') + 1);
  for (const Input& input : start->inputs) {
    if (!EqualsIgnoringCase(input.name.text, name)) continue;
    return input.type.text.empty() || input.type.text == "string";
  }
  return false;
}

Tainted With(Tainted tainted, const Source& source, Span span,
             std::string message) {
  if (tainted.hops.size() < 8) {
    tainted.hops.insert(tainted.hops.begin(),
                        {&source, span, std::move(message)});
  }
  return tainted;
}

}  // namespace

class Taint::Deeper {
 public:
  explicit Deeper(Taint& taint) : taint_(taint) {
    ++taint_.depth_;
    if (taint_.budget_ > 0) --taint_.budget_;
  }
  ~Deeper() { --taint_.depth_; }
  bool TooFar() const {
    return taint_.depth_ > kMaxDepth || taint_.budget_ == 0;
  }

 private:
  Taint& taint_;
};

class Taint::Entered {
 public:
  Entered(Taint& taint, const void* callee, Caller by) : taint_(taint) {
    taint_.calls_.push_back({callee, by});
  }
  ~Entered() { taint_.calls_.pop_back(); }

 private:
  Taint& taint_;
};

std::optional<Tainted> Taint::Of(const Expression& expression, Place place) {
  if (!expression.ok()) return std::nullopt;
  for (const std::string& path : FlowingPaths(expression)) {
    if (auto found = OfPath(path, place)) return found;
  }
  return std::nullopt;
}

std::optional<Tainted> Taint::Of(const Text& text, Place place) {
  if (!text.present() || !HasExpression(text.text)) return std::nullopt;
  Template parsed = ParseTemplate(text.text);
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression) continue;
    if (auto found = Of(piece.expression, place)) return found;
  }
  return std::nullopt;
}

std::optional<Tainted> Taint::OfPath(const std::string& path, Place place) {
  Deeper deeper(*this);
  if (deeper.TooFar()) return std::nullopt;
  if (AuthorOf(path) == Author::kAnybody || IsWholeEvent(path)) {
    if (IsWholeEvent(path)) {
      bool open = false;
      for (std::string_view event :
           {"issues", "issue_comment", "pull_request_target", "pull_request",
            "discussion", "discussion_comment", "workflow_run"}) {
        open = open || (place.body->workflow != nullptr &&
                        place.body->workflow->FindTrigger(event) != nullptr);
      }
      if (!open) return std::nullopt;
    }
    if (!MayHold(place.body, path)) return std::nullopt;
    return Tainted{path, Author::kAnybody, {}};
  }
  auto parts = Split(path, '.');
  if (parts[0] == "env" && parts.size() == 2) return OfEnv(parts[1], place);
  if (parts[0] == "steps" && parts.size() == 4 && parts[2] == "outputs") {
    return OfStep(parts[1], parts[3], place);
  }
  // `jobs` is what `needs` is, where a called workflow says its outputs.
  bool of_job = parts[0] == "needs" || parts[0] == "jobs";
  if (of_job && parts.size() == 4 && parts[2] == "outputs") {
    return OfNeed(parts[1], parts[3], place);
  }
  if (parts[0] == "matrix") return OfMatrix(parts, place);
  if (parts[0] == "inputs" || path.starts_with("github.event.inputs.")) {
    return OfInput(path, place);
  }
  return std::nullopt;
}

std::optional<Tainted> Taint::OfEnv(std::string_view name, Place place) {
  const Variables* scopes[] = {
      place.step == nullptr ? nullptr : &place.step->env,
      place.body->job == nullptr ? nullptr : &place.body->job->env,
      place.body->workflow == nullptr ? nullptr : &place.body->workflow->env};
  for (const Variables* scope : scopes) {
    if (scope == nullptr) continue;
    const Variable* variable = scope->Find(name);
    if (variable == nullptr) continue;
    auto found = Of(variable->value, place);
    if (!found) return std::nullopt;
    return With(std::move(*found), *place.body->source, variable->value.span,
                "env " + Printable(variable->name.text) + " is set here");
  }
  // What an earlier step of the job left in the environment.
  for (const RunScript& run : place.body->scripts) {
    if (run.step == place.step || run.text == nullptr) break;
    if (run.step->run.text.find("GITHUB_ENV") == std::string_view::npos) {
      continue;
    }
    for (const RunnerWrite& write : WritesOf(run, {place.body, run.step})) {
      if (write.file != RunnerFile::kEnvironment || !write.tainted ||
          !EqualsIgnoringCase(write.name, name)) {
        continue;
      }
      return With(*write.tainted, *place.body->source, run.Place(write.span),
                  "written to GITHUB_ENV here");
    }
  }
  return std::nullopt;
}

std::optional<Tainted> Taint::OfStep(std::string_view id,
                                     std::string_view output, Place place) {
  for (const Step& step : *place.body->steps) {
    if (&step == place.step) break;
    if (!EqualsIgnoringCase(step.id.text, id)) continue;
    if (const RunScript* run = place.body->ScriptOf(step)) {
      if (run->text == nullptr) return std::nullopt;
      for (const RunnerWrite& write : WritesOf(*run, {place.body, &step})) {
        if (write.file != RunnerFile::kOutput || !write.tainted ||
            !EqualsIgnoringCase(write.name, output)) {
          continue;
        }
        return With(*write.tainted, *place.body->source, run->Place(write.span),
                    "output '" + write.name + "' is written here");
      }
      return std::nullopt;
    }
    for (const KnownOutput& known : kKnownOutputs) {
      if (EqualsIgnoringCase(step.uses.repository, known.action) &&
          (output.ends_with(AsciiLower(known.output)) ||
           output.starts_with(AsciiLower(known.output)))) {
        return Tainted{
            "steps." + std::string(id) + ".outputs." + std::string(output),
            Author::kAnybody,
            {{place.body->source, step.uses.text.span,
              "this action gives out names that the author of a "
              "pull request chose"}}};
      }
    }
    if (step.uses.kind != UsesKind::kLocal) return std::nullopt;
    const LocalAction* action = set_.FindAction(step.uses.path);
    const Body* inside = action == nullptr ? nullptr : set_.BodyOf(*action);
    if (inside == nullptr) return std::nullopt;
    const Variable* value = action->outputs.Find(output);
    if (value == nullptr) return std::nullopt;
    Entered entered(*this, action, {place.body, &step});
    auto found = Of(value->value, {inside, nullptr});
    if (!found) return std::nullopt;
    return With(std::move(*found), *action->source, value->value.span,
                "the action's output is set here");
  }
  return std::nullopt;
}

std::optional<Tainted> Taint::OfNeed(std::string_view job,
                                     std::string_view output, Place place) {
  if (place.body->workflow == nullptr) return std::nullopt;
  const Workflow& workflow = *place.body->workflow;
  const Job* needed = workflow.FindJob(job);
  if (needed == nullptr) return std::nullopt;
  if (needed->calls()) return OfCalled(*needed, output, place);
  const Body* body = set_.BodyOf(workflow, *needed);
  const Variable* value = needed->outputs.Find(output);
  if (value == nullptr || body == nullptr) return std::nullopt;
  auto found = Of(value->value, {body, nullptr});
  if (!found) return std::nullopt;
  return With(std::move(*found), *workflow.source, value->value.span,
              "job '" + Printable(needed->id.text) + "' hands it on here");
}

std::optional<Tainted> Taint::OfCalled(const Job& job, std::string_view output,
                                       Place place) {
  if (job.uses.kind != UsesKind::kLocal) return std::nullopt;
  const Workflow* callee = set_.Find(job.uses.path);
  const Trigger* call =
      callee == nullptr ? nullptr : callee->FindTrigger("workflow_call");
  const Variable* value =
      call == nullptr ? nullptr : call->outputs.Find(output);
  if (value == nullptr || callee->jobs.empty()) return std::nullopt;
  const Body* by = set_.BodyOf(*place.body->workflow, job);
  Entered entered(*this, callee, {by, nullptr});
  auto found = Of(value->value, {&set_.BodiesOf(*callee).front(), nullptr});
  if (!found) return std::nullopt;
  return With(std::move(*found), *callee->source, value->value.span,
              "the called workflow hands it back here");
}

std::optional<Tainted> Taint::OfNode(const Node& node,
                                     const std::vector<std::string_view>& parts,
                                     size_t next, Place place) {
  Deeper deeper(*this);
  if (deeper.TooFar()) return std::nullopt;
  if (node.IsScalar()) {
    auto found = Of(Text{&node, node.text, node.span}, place);
    if (!found) return std::nullopt;
    return With(std::move(*found), *place.body->source, node.span,
                "the matrix takes it up here");
  }
  for (const Node* item : node.items) {
    if (auto found = OfNode(*item, parts, next, place)) return found;
  }
  for (const Member& member : node.members) {
    bool named = next < parts.size() && parts[next] != "*";
    if (named && !EqualsIgnoringCase(member.key->text, parts[next])) continue;
    auto found = OfNode(*member.value, parts, next + 1, place);
    if (found) return found;
  }
  return std::nullopt;
}

// `matrix.key.part`: from the key's list, or from an entry of `include`.
std::optional<Tainted> Taint::OfMatrix(
    const std::vector<std::string_view>& parts, Place place) {
  const Job* job = place.body->job;
  if (job == nullptr || job->matrix == nullptr) return std::nullopt;
  Place before{place.body, nullptr};  // there are no steps yet
  const Node& matrix = *job->matrix;
  if (auto found = OfNode(matrix, parts, 1, before)) return found;
  const Node* include = matrix.IsMapping() ? matrix.Find("include") : nullptr;
  return include == nullptr ? std::nullopt : OfNode(*include, parts, 1, before);
}

std::optional<Tainted> Taint::OfInput(const std::string& path, Place place) {
  std::string_view name = std::string_view(path).substr(path.rfind('.') + 1);
  if (place.body->workflow != nullptr) {
    const Workflow& workflow = *place.body->workflow;
    if (IsFreeInput(workflow, path)) return Tainted{path, Author::kStarter, {}};
    if (workflow.FindTrigger("workflow_call") == nullptr) return std::nullopt;
  }
  const void* callee = place.body->workflow;
  if (callee == nullptr) callee = place.body->action;
  auto call =
      std::find_if(calls_.rbegin(), calls_.rend(),
                   [&](const Call& one) { return one.callee == callee; });
  std::optional<Tainted> found;
  for (const Caller& caller : set_.CallersOf(*place.body)) {
    bool other = call != calls_.rend() &&
                 (caller.body != call->by.body || caller.step != call->by.step);
    if (other) continue;
    const Variables& with =
        caller.step != nullptr ? caller.step->with : caller.body->job->with;
    const Variable* value = with.Find(name);
    if (value == nullptr) continue;
    auto one = Of(value->value, {caller.body, caller.step});
    if (!one || (found && one->author != Author::kAnybody)) continue;
    bool decided = one->author == Author::kAnybody;
    found = With(std::move(*one), *caller.body->source, value->value.span,
                 "input '" + Printable(name) + "' is given here");
    if (decided) break;
  }
  return found;
}

std::optional<Tainted> Taint::OfParts(std::span<const shell::Part> parts,
                                      const RunScript& run, Place place,
                                      const Names& names) {
  for (const shell::Part& part : parts) {
    std::optional<Tainted> found;
    if (part.kind == shell::PartKind::kExpression) {
      std::string_view inner = part.text.substr(3, part.text.size() - 5);
      found = Of(ParseExpression(inner), place);
    } else if (part.kind == shell::PartKind::kVariable) {
      auto at = names.find(part.text);
      if (at != names.end()) found = at->second;
    } else if (part.kind == shell::PartKind::kCommand) {
      found = OfList(part.list, run, place, names);
    }
    if (!found && part.kind != shell::PartKind::kArithmetic) {
      found = OfParts(part.inner, run, place, names);
    }
    if (found) return found;
  }
  return std::nullopt;
}

// What a substitution prints: the text that its commands are given.
std::optional<Tainted> Taint::OfList(uint32_t list, const RunScript& run,
                                     Place place, const Names& names) {
  if (list == shell::kNoList) return std::nullopt;
  for (const shell::Item& item : run.text->script.at(list).items) {
    const auto& commands = item.pipeline.commands;
    if (commands.empty()) continue;
    std::string_view last = shell::CommandName(commands.back());
    if (std::ranges::find(kHarmless, last) != std::end(kHarmless)) continue;
    for (const shell::Command& command : commands) {
      for (const shell::Word& word : command.words) {
        if (auto found = OfParts(word.parts, run, place, names)) return found;
      }
      for (const shell::Redirect& one : command.redirects) {
        bool text = one.kind == shell::RedirectKind::kHereString ||
                    one.kind == shell::RedirectKind::kHereDocument;
        if (!text) continue;
        auto found = OfParts(one.target->parts, run, place, names);
        if (found) return found;
      }
    }
  }
  return std::nullopt;
}

std::optional<Tainted> Taint::Of(const shell::Word& word, const RunScript& run,
                                 Place place, const Names& names) {
  return OfParts(word.parts, run, place, names);
}

Taint::Names Taint::VariablesOf(const RunScript& run, Place place) {
  Deeper deeper(*this);
  Names names;
  if (deeper.TooFar() || run.text == nullptr) return names;
  auto take = [&](const Variables& env) {
    for (const Variable& one : env.all) {
      names.erase(std::string(one.name.text));
      auto found = Of(one.value, place);
      if (!found) continue;
      names.emplace(one.name.text,
                    With(std::move(*found), *place.body->source, one.value.span,
                         "env " + Printable(one.name.text) + " is set here"));
    }
  };
  if (place.body->workflow != nullptr) take(place.body->workflow->env);
  if (place.body->job != nullptr) take(place.body->job->env);
  take(run.step->env);
  for (const shell::Site& site : run.text->sites) {
    for (const shell::Assignment& one : site.command->assignments) {
      auto found = Of(one.value, run, place, names);
      if (!found || names.contains(one.name)) continue;
      names.emplace(one.name, std::move(*found));
    }
    if (shell::CommandName(*site.command) == "read" &&
        !site.command->redirects.empty()) {
      auto found =
          Of(*site.command->redirects.front().target, run, place, names);
      for (size_t i = 1; found && i < site.command->words.size(); ++i) {
        auto name = shell::LiteralOf(site.command->words[i]);
        if (name) names.emplace(*name, *found);
      }
    }
  }
  return names;
}

}  // namespace interlock::workflow
