// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/scopes.h"

#include "core/text.h"

namespace interlock::workflow {
namespace {

// Longer lists are not worth their time: each name is searched for in them.
constexpr size_t kMaxNames = 2000;

const Type* TypeOfInput(std::string_view type) {
  if (type == "boolean") return &kBoolType;
  if (type == "number") return &kNumberType;
  bool text = type.empty() || type == "string" || type == "choice" ||
              type == "environment";
  return text ? &kStringType : &kAnyType;
}

}  // namespace

Scopes::Scopes(const Workflow& workflow, const WorkflowSet& set, Arena& arena)
    : workflow_(&workflow), set_(set), arena_(arena) {
  inputs_ = InputsOf(workflow);
  for (const Job& job : workflow.jobs) job_of_.emplace(job.node, &job);
}

Scopes::Scopes(const LocalAction& action, const WorkflowSet& set, Arena& arena)
    : action_(&action), set_(set), arena_(arena) {
  inputs_ = InputsOf(action);
  TakeSteps(action.steps);
}

TypeScope Scopes::For(const Site& site) {
  TypeScope scope = ScopeAt(site.place);
  scope.At(ContextName::kInputs) = inputs_;
  if (action_ != nullptr) {
    scope.At(ContextName::kSteps) = StepsSeenBy(site.step);
    return scope;
  }
  if (site.place == Place::kCallOutput) {
    scope.At(ContextName::kJobs) = JobsType();
  }
  if (site.job == nullptr) return scope;
  EnterJob(site.job);
  scope.At(ContextName::kNeeds) = current_.needs;
  scope.At(ContextName::kMatrix) = current_.matrix;
  scope.At(ContextName::kSteps) = StepsSeenBy(site.step);
  return scope;
}

void Scopes::EnterJob(const Node* node) {
  if (entered_ && current_.node == node) return;
  entered_ = true;
  current_ = JobTypes{};
  current_.node = node;
  auto at = job_of_.find(node);
  if (at == job_of_.end()) return;
  const Job& job = *at->second;
  current_.needs = NeedsOf(job);
  current_.matrix = MatrixType(job.matrix, arena_);
  TakeSteps(job.steps);
}

void Scopes::TakeSteps(const std::vector<Step>& steps) {
  for (size_t i = 0; i < steps.size();) {
    // Steps side by side see one another: which is first is not known.
    size_t end = i + 1;
    while (steps[i].group != nullptr && end < steps.size() &&
           steps[end].group == steps[i].group) {
      ++end;
    }
    size_t before = current_.steps.size();
    for (size_t k = i; k < end; ++k) {
      if (!steps[k].id.stated()) continue;
      std::vector<Property> parts = {{"outputs", OutputsOf(steps[k])},
                                     {"outcome", &kStringType},
                                     {"conclusion", &kStringType}};
      current_.steps.push_back({steps[k].id.text, ObjectType(arena_, parts)});
    }
    bool alone = steps[i].group == nullptr;
    for (size_t k = i; k < end; ++k) {
      current_.visible[steps[k].node] = alone ? before : current_.steps.size();
    }
    i = end;
  }
}

const Type* Scopes::StepsSeenBy(const Node* step) {
  if (current_.steps.size() > kMaxNames) return &kAnyType;
  size_t count = current_.steps.size();
  if (step != nullptr) {
    auto at = current_.visible.find(step);
    if (at == current_.visible.end()) return &kAnyType;
    count = at->second;
  }
  Type type{TypeKind::kObject, true};
  type.properties = std::span(current_.steps).first(count);
  return arena_.New<Type>(type);
}

const Type* Scopes::OutputsOf(const Step& step) {
  if (step.uses.kind != UsesKind::kLocal) return &kTextMapType;
  const LocalAction* action = set_.FindAction(step.uses.path);
  // JavaScript can set outputs that its action.yml does not list.
  if (action == nullptr || action->kind() != ActionKind::kComposite) {
    return &kTextMapType;
  }
  return Names(action->outputs.all);
}

const Type* Scopes::Names(const std::vector<Variable>& all) {
  if (all.size() > kMaxNames) return &kTextMapType;
  std::vector<Property> properties;
  for (const Variable& variable : all) {
    properties.push_back({variable.name.text, &kStringType});
  }
  return ObjectType(arena_, properties);
}

const Type* Scopes::OutputsOf(const Job& job) {
  if (!job.calls()) {
    if (job.outputs.dynamic.present()) return &kTextMapType;
    return Names(job.outputs.all);
  }
  if (job.uses.kind != UsesKind::kLocal) return &kTextMapType;
  const Workflow* callee = set_.Find(job.uses.path);
  const Trigger* call =
      callee == nullptr ? nullptr : callee->FindTrigger("workflow_call");
  return call == nullptr ? &kTextMapType : Names(call->outputs.all);
}

std::string_view Scopes::TypeOfCallInput(const Site& site) const {
  if (site.section != Section::kWith || site.step != nullptr) return {};
  auto at = job_of_.find(site.job);
  if (at == job_of_.end() || at->second->uses.kind != UsesKind::kLocal) {
    return {};
  }
  const Workflow* callee = set_.Find(at->second->uses.path);
  if (callee == nullptr) return {};
  const Trigger* call = callee->FindTrigger("workflow_call");
  if (call == nullptr) return {};
  for (const Input& input : call->inputs) {
    if (EqualsIgnoringCase(input.name.text, site.key)) return input.type.text;
  }
  return {};
}

const Type* Scopes::ResultOf(const Job& job) {
  return ObjectType(arena_,
                    {{"outputs", OutputsOf(job)}, {"result", &kStringType}});
}

const Type* Scopes::NeedsOf(const Job& job) {
  std::vector<Property> properties;
  for (const Text& need : job.needs) {
    if (properties.size() > kMaxNames) return &kAnyType;
    const Job* other = workflow_->FindJob(need.text);
    properties.push_back(
        {need.text, other == nullptr ? &kAnyType : ResultOf(*other)});
  }
  return ObjectType(arena_, properties);
}

const Type* Scopes::JobsType() {
  if (jobs_ != nullptr) return jobs_;
  std::vector<Property> properties;
  for (const Job& job : workflow_->jobs) {
    properties.push_back({job.id.text, ResultOf(job)});
  }
  bool many = properties.size() > kMaxNames;
  return jobs_ = many ? &kAnyType : ObjectType(arena_, properties);
}

const Type* Scopes::InputsOf(const Workflow& workflow) {
  std::vector<Property> properties;
  for (const Trigger& trigger : workflow.triggers) {
    for (const Input& input : trigger.inputs) {
      if (properties.size() > kMaxNames) return &kAnyType;
      const Type* type = TypeOfInput(input.type.text);
      bool known = false;
      for (Property& property : properties) {
        if (!EqualsIgnoringCase(property.name, input.name.text)) continue;
        property.type = Common(property.type, type);
        known = true;
      }
      if (!known) properties.push_back({input.name.text, type});
    }
  }
  return ObjectType(arena_, properties);
}

const Type* Scopes::InputsOf(const LocalAction& action) {
  std::vector<Property> properties;
  for (const Input& input : action.inputs) {
    properties.push_back({input.name.text, &kStringType});
  }
  bool many = properties.size() > kMaxNames;
  return many ? &kAnyType : ObjectType(arena_, properties);
}

}  // namespace interlock::workflow
