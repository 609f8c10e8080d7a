// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "parsers/tree.h"

namespace interlock::governance {

// A feature flag as a file of flags states it; null where it does not.
struct Flag {
  const Node* name = nullptr;
  const Node* fallback = nullptr;  // of `default`
  const Node* owners = nullptr;    // of `owners` or `owner`
  const Node* expires = nullptr;

  bool Owned() const;
};

// `name: {default: ...}` at the root or below `flags`, where flags may also be
// a list of mappings with a name. What has no `default` is no flag.
std::vector<Flag> ReadFlags(const Document& tree);

}  // namespace interlock::governance
