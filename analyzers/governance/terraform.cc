// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/terraform.h"

namespace interlock::governance {

std::vector<Resource> ResourcesOf(const Document& tree, std::string_view type) {
  std::vector<Resource> out;
  if (!tree.ok() || tree.root() == nullptr) return out;
  // Blocks of one type repeat their key.
  for (const Member& block : tree.root()->members) {
    if (block.key->text != "resource") continue;
    for (const Member& kind : block.value->members) {
      if (kind.key->text != type) continue;
      for (const Member& one : kind.value->members) {
        if (one.value->IsMapping()) out.push_back({type, one.key, one.value});
      }
    }
  }
  return out;
}

}  // namespace interlock::governance
