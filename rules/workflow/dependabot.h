// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "analyzers/project/project.h"
#include "core/text.h"

namespace interlock::workflow {

// The entries of `updates` when the file is Dependabot's configuration.
inline std::span<const Node* const> DependabotUpdates(const InputFile& file) {
  bool named = DirName(file.path()) == ".github" &&
               BaseName(file.path()).starts_with("dependabot.");
  if (!named || file.tree == nullptr) return {};
  const Node* root = file.tree->root();
  if (root == nullptr || !root->IsMapping()) return {};
  const Node* updates = root->Find("updates");
  return updates == nullptr ? std::span<const Node* const>() : updates->items;
}

}  // namespace interlock::workflow
