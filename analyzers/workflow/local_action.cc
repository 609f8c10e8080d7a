// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/local_action.h"

#include "analyzers/workflow/lower.h"
#include "core/text.h"

namespace interlock::workflow {

ActionKind LocalAction::kind() const {
  if (composite()) return ActionKind::kComposite;
  if (EqualsIgnoringCase(runner.text, "docker")) return ActionKind::kDocker;
  if (!runner.text.starts_with("node")) return ActionKind::kUnclear;
  std::string_view version = runner.text.substr(4);
  bool digits = !version.empty() &&
                version.find_first_not_of("0123456789") == version.npos;
  return digits ? ActionKind::kNode : ActionKind::kUnclear;
}

LocalAction LowerAction(const Document& document) {
  LocalAction action;
  action.source = document.source;
  action.document = &document;
  action.folder = DirName(document.source->path());
  const Node* root = document.root();
  if (root == nullptr || !root->IsMapping()) return action;
  Lowering lowering(document);
  action.name = lowering.Field(*root, "name");
  action.inputs = lowering.Inputs(root->Find("inputs"));
  if (const Node* outputs = root->Find("outputs")) {
    for (const Member& member : outputs->members) {
      if (!lowering.Take()) break;
      action.outputs.all.push_back(
          {lowering.KeyOf(member), lowering.Field(*member.value, "value")});
    }
  }
  if (const Member* runs = root->FindMember("runs")) {
    action.runs_span = runs->key->span;
    action.runner = lowering.Field(*runs->value, "using");
    action.main = lowering.Field(*runs->value, "main");
    action.pre = lowering.Field(*runs->value, "pre");
    action.post = lowering.Field(*runs->value, "post");
    action.steps = lowering.Steps(runs->value->Find("steps"));
  }
  return action;
}

}  // namespace interlock::workflow
