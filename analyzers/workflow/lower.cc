// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/lower.h"

#include "core/text.h"

namespace interlock::workflow {
namespace {

// The key `on` is a plain string in YAML 1.2, but quoted ones are seen too.
const Member* FindOn(const Node& root) { return root.FindMember("on"); }

}  // namespace

const Variable* Variables::Find(std::string_view name) const {
  for (const Variable& variable : all) {
    if (EqualsIgnoringCase(variable.name.text, name)) return &variable;
  }
  return nullptr;
}

const Trigger* Workflow::FindTrigger(std::string_view event) const {
  for (const Trigger& trigger : triggers) {
    if (trigger.event == event) return &trigger;
  }
  return nullptr;
}

const Job* Workflow::FindJob(std::string_view id) const {
  for (const Job& job : jobs) {
    if (EqualsIgnoringCase(job.id.text, id)) return &job;
  }
  return nullptr;
}

bool Workflow::OnlyCalled() const {
  return triggers.size() == 1 && triggers.front().event == "workflow_call";
}

bool LooksLikeWorkflow(const Document& document) {
  const Node* root = document.root();
  if (root == nullptr || !root->IsMapping()) return false;
  const Node* jobs = root->Find("jobs");
  return FindOn(*root) != nullptr && jobs != nullptr && jobs->IsMapping();
}

Workflow Lower(const Document& document) {
  Workflow workflow;
  workflow.source = document.source;
  workflow.document = &document;
  const Node* root = document.root();
  if (root == nullptr || !root->IsMapping()) return workflow;
  Lowering lowering(document);
  workflow.name = lowering.Field(*root, "name");
  workflow.run_name = lowering.Field(*root, "run-name");
  if (const Member* on = FindOn(*root)) {
    workflow.on_span = on->key->span;
    workflow.triggers = lowering.Triggers(on->value);
  }
  workflow.permissions = lowering.PermissionsOf(*root);
  workflow.concurrency = lowering.ConcurrencyOf(*root);
  workflow.env = lowering.Map(root->Find("env"));
  workflow.defaults = lowering.DefaultsOf(*root);
  if (const Member* jobs = root->FindMember("jobs")) {
    workflow.jobs_span = jobs->key->span;
    workflow.jobs = lowering.Jobs(jobs->value);
  }
  workflow.truncated = lowering.exhausted();
  return workflow;
}

Uses ParseUses(const Text& text) {
  Uses uses;
  uses.text = text;
  std::string_view value = Trim(text.text);
  if (!text.present()) return uses;
  if (value.empty() || value.find("${{") != std::string_view::npos) {
    uses.kind = UsesKind::kUnclear;
  } else if (value == "." || value.starts_with("./") ||
             value.starts_with("$/")) {
    // "$/" names this repository at the running commit.
    uses.kind = UsesKind::kLocal;
    uses.path = NormalPath(value.substr(value == "." ? 1 : 2));
  } else if (value.starts_with("docker://")) {
    uses.kind = UsesKind::kDocker;
  } else {
    uses.kind = UsesKind::kRemote;
    size_t at = value.find('@');
    std::string_view where = value.substr(0, at);
    if (at != std::string_view::npos) uses.ref = value.substr(at + 1);
    size_t slash = where.find('/');
    if (slash == std::string_view::npos) {
      uses.kind = UsesKind::kUnclear;
      return uses;
    }
    size_t second = where.find('/', slash + 1);
    uses.repository = where.substr(0, second);
    if (second != std::string_view::npos) uses.path = where.substr(second + 1);
  }
  return uses;
}

}  // namespace interlock::workflow
