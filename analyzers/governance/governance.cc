// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/governance.h"

namespace interlock::governance {
namespace {

std::string_view TextOf(const Node& mapping, std::string_view key) {
  const Node* value = mapping.Find(key);
  return value != nullptr && value->IsScalar() ? value->text : "";
}

}  // namespace

bool Manifest::Is(std::string_view group, std::string_view wanted) const {
  if (kind != wanted) return false;
  size_t slash = api.find('/');
  std::string_view own =
      slash == std::string_view::npos ? "" : api.substr(0, slash);
  return own == group;
}

void GovernanceSet::AddManifest(const Source& source, const Node& node) {
  if (!node.IsMapping()) return;
  Manifest one;
  one.source = &source;
  one.node = &node;
  one.api = TextOf(node, "apiVersion");
  one.kind = TextOf(node, "kind");
  if (one.api.empty() || one.kind.empty()) return;
  one.spec = node.Find("spec");
  one.place = node.Find("kind")->span;
  if (const Node* about = node.Find("metadata")) {
    one.name = TextOf(*about, "name");
    one.space = TextOf(*about, "namespace");
    const Node* name = about->Find("name");
    if (name != nullptr && !one.name.empty()) one.place = name->span;
  }
  manifests_.push_back(one);
}

void GovernanceSet::Add(Sort sort, const Document& tree) {
  if (!tree.ok() || tree.root() == nullptr) return;
  pieces_.push_back({sort, tree.source, &tree});
  if (sort != Sort::kManifest) return;
  for (const Node* root : tree.roots) {
    // A list holds objects of its own.
    if (root->IsMapping() && TextOf(*root, "kind") == "List") {
      const Node* items = root->Find("items");
      if (items == nullptr) continue;
      for (const Node* item : items->items) AddManifest(*tree.source, *item);
      continue;
    }
    AddManifest(*tree.source, *root);
  }
}

}  // namespace interlock::governance
