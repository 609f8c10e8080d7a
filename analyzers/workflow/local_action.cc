// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/local_action.h"

#include "analyzers/workflow/lower.h"
#include "core/text.h"

namespace interlock::workflow {

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
    action.steps = lowering.Steps(runs->value->Find("steps"));
  }
  return action;
}

}  // namespace interlock::workflow
