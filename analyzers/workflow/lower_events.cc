// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/lower.h"

namespace interlock::workflow {

std::vector<Trigger> Lowering::Triggers(const Node* node) {
  std::vector<Trigger> triggers;
  if (node->IsMapping()) {
    for (const Member& member : node->members) {
      if (!Take()) break;
      triggers.push_back(TriggerOf(KeyOf(member), member.value));
    }
    return triggers;
  }
  for (const Text& event : List(node)) {
    triggers.push_back(TriggerOf(event, nullptr));
  }
  return triggers;
}

Trigger Lowering::TriggerOf(const Text& event, const Node* node) {
  Trigger trigger;
  trigger.event = event.text;
  trigger.span = event.span;
  trigger.node = node;
  if (node == nullptr) return trigger;
  if (node->IsSequence()) {  // of schedule
    for (const Node* item : node->items) {
      if (!Take()) break;
      if (item->IsMapping()) trigger.crons.push_back(Field(*item, "cron"));
    }
    return trigger;
  }
  trigger.branches = FilterOf(*node, "branches");
  trigger.branches_ignore = FilterOf(*node, "branches-ignore");
  trigger.tags = FilterOf(*node, "tags");
  trigger.tags_ignore = FilterOf(*node, "tags-ignore");
  trigger.paths = FilterOf(*node, "paths");
  trigger.paths_ignore = FilterOf(*node, "paths-ignore");
  trigger.types = FilterOf(*node, "types");
  trigger.workflows = List(node->Find("workflows"));
  trigger.inputs = Inputs(node->Find("inputs"));
  if (event.text == "workflow_call") CallParts(*node, trigger);
  return trigger;
}

void Lowering::CallParts(const Node& node, Trigger& trigger) {
  if (const Node* secrets = node.Find("secrets")) {
    for (const Member& member : secrets->members) {
      if (!Take()) break;
      bool required = IsTrue(member.value->Find("required"));
      trigger.secrets.push_back({KeyOf(member), required});
    }
  }
  if (const Node* outputs = node.Find("outputs")) {
    for (const Member& member : outputs->members) {
      if (!Take()) break;
      trigger.outputs.all.push_back(
          {KeyOf(member), Field(*member.value, "value")});
    }
  }
}

Filter Lowering::FilterOf(const Node& parent, std::string_view key) {
  Filter filter;
  const Member* member = parent.FindMember(key);
  if (member == nullptr) return filter;
  filter.span = member->key->span;
  filter.patterns = List(member->value);
  // A key with nothing under it filters nothing.
  filter.present = !filter.patterns.empty();
  return filter;
}

std::vector<Input> Lowering::Inputs(const Node* node) {
  std::vector<Input> inputs;
  if (node == nullptr) return inputs;
  for (const Member& member : node->members) {
    if (!Take()) break;
    Input input;
    input.name = KeyOf(member);
    input.node = member.value;
    input.type = Field(*member.value, "type");
    input.fallback = Field(*member.value, "default");
    input.required = IsTrue(member.value->Find("required"));
    inputs.push_back(input);
  }
  return inputs;
}

}  // namespace interlock::workflow
