// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/lower.h"

namespace interlock::workflow {
namespace {

// Far above any real workflow, and at least what the file itself holds.
constexpr size_t kLeast = 200 * 1000;

}  // namespace

Lowering::Lowering(const Document& document)
    : left_(std::max<size_t>(kLeast, size_t{2} * document.node_count)) {}

bool Lowering::Take() {
  if (left_ == 0) return false;
  --left_;
  return left_ != 0;
}

Text Lowering::Scalar(const Node* node) const {
  if (node == nullptr || !node->IsScalar()) return {};
  return {node, node->IsNull() ? std::string_view() : node->text, node->span};
}

Text Lowering::Field(const Node& mapping, std::string_view key) const {
  return Scalar(mapping.Find(key));
}

Text Lowering::KeyOf(const Member& member) const {
  return {member.key, member.key->text, member.key->span};
}

std::vector<Text> Lowering::List(const Node* node) {
  std::vector<Text> list;
  if (node == nullptr) return list;
  if (node->IsScalar() && !node->IsNull()) list.push_back(Scalar(node));
  for (const Node* item : node->items) {
    if (!Take()) break;
    if (item->IsScalar()) list.push_back(Scalar(item));
  }
  return list;
}

Variables Lowering::Map(const Node* node) {
  Variables variables;
  if (node == nullptr) return variables;
  if (node->IsScalar() && !node->IsNull()) variables.dynamic = Scalar(node);
  for (const Member& member : node->members) {
    if (!Take()) break;
    variables.all.push_back({KeyOf(member), Scalar(member.value)});
  }
  return variables;
}

Permissions Lowering::PermissionsOf(const Node& parent) {
  Permissions permissions;
  const Member* member = parent.FindMember("permissions");
  if (member == nullptr) return permissions;
  permissions.span = member->key->span;
  permissions.form = PermissionsForm::kUnclear;
  const Node& value = *member->value;
  if (value.IsMapping()) {
    permissions.form = PermissionsForm::kScopes;
    permissions.scopes = Map(&value).all;
  } else if (value.IsScalar() && value.text == "read-all") {
    permissions.form = PermissionsForm::kReadAll;
  } else if (value.IsScalar() && value.text == "write-all") {
    permissions.form = PermissionsForm::kWriteAll;
  }
  return permissions;
}

Concurrency Lowering::ConcurrencyOf(const Node& parent) {
  Concurrency concurrency;
  const Member* member = parent.FindMember("concurrency");
  if (member == nullptr) return concurrency;
  concurrency.present = true;
  concurrency.span = member->key->span;
  if (member->value->IsScalar()) {
    concurrency.group = Scalar(member->value);
  } else {
    concurrency.group = Field(*member->value, "group");
    concurrency.cancel_in_progress =
        Field(*member->value, "cancel-in-progress");
    concurrency.queue = Field(*member->value, "queue");
  }
  return concurrency;
}

Defaults Lowering::DefaultsOf(const Node& parent) {
  const Node* defaults = parent.Find("defaults");
  const Node* run = defaults == nullptr ? nullptr : defaults->Find("run");
  if (run == nullptr) return {};
  return {Field(*run, "shell"), Field(*run, "working-directory")};
}

Container Lowering::ContainerOf(const Node& node) {
  Container container;
  container.node = &node;
  if (node.IsScalar()) {
    container.image = Scalar(&node);
    return container;
  }
  container.image = Field(node, "image");
  container.env = Map(node.Find("env"));
  return container;
}

}  // namespace interlock::workflow
