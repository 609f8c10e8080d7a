// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/action.h"

#include "analyzers/workflow/lower.h"
#include "core/text.h"

namespace interlock::workflow {

std::string_view Action::folder() const { return DirName(path()); }

ActionKind Action::kind() const {
  if (runtime.text == "composite") return ActionKind::kComposite;
  std::string_view node = runtime.text;
  if (node.starts_with("node")) {
    bool digits =
        node.size() > 4 && node.find_first_not_of("0123456789", 4) == node.npos;
    return digits ? ActionKind::kNode : ActionKind::kUnclear;
  }
  if (EqualsIgnoringCase(runtime.text, "docker")) return ActionKind::kDocker;
  return ActionKind::kUnclear;
}

const ActionInput* Action::FindInput(std::string_view wanted) const {
  for (const ActionInput& input : inputs) {
    if (EqualsIgnoringCase(input.name.text, wanted)) return &input;
  }
  return nullptr;
}

Action LowerAction(const Document& document) {
  Action action;
  const Node* root = document.root();
  if (root != nullptr && root->IsMapping()) {
    action = Lowering(document).ActionOf(*root);
  }
  action.source = document.source;
  action.document = &document;
  return action;
}

}  // namespace interlock::workflow
