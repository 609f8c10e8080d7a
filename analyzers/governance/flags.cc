// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/flags.h"

#include <algorithm>
#include <string_view>

namespace interlock::governance {
namespace {

const Node* FindAny(const Node& mapping,
                    std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    if (const Node* value = mapping.Find(name)) return value;
  }
  return nullptr;
}

void AddFlag(const Node& value, const Node* name, std::vector<Flag>& out) {
  if (!value.IsMapping()) return;
  const Node* fallback = value.Find("default");
  if (fallback == nullptr || name == nullptr || !name->IsScalar()) return;
  out.push_back({name, fallback, FindAny(value, {"owners", "owner"}),
                 FindAny(value, {"expires", "expiry", "remove_by", "until"})});
}

}  // namespace

bool Flag::Owned() const {
  if (owners == nullptr) return false;
  if (owners->IsScalar()) return !owners->IsNull() && !owners->text.empty();
  return std::ranges::any_of(owners->items, [](const Node* item) {
    return item->IsScalar() && !item->IsNull() && !item->text.empty();
  });
}

std::vector<Flag> ReadFlags(const Document& tree) {
  std::vector<Flag> out;
  const Node* root = tree.root();
  if (!tree.ok() || root == nullptr) return out;
  const Node* flags = root->Find("flags");
  const Node& holder = flags != nullptr ? *flags : *root;
  for (const Member& member : holder.members) {
    AddFlag(*member.value, member.key, out);
  }
  for (const Node* item : holder.items) {
    AddFlag(*item, item->Find("name"), out);
  }
  return out;
}

}  // namespace interlock::governance
