// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "parsers/tree.h"

namespace interlock::governance {

// One resource block of a Terraform file.
struct Resource {
  std::string_view type;  // "aws_route53_record"
  const Node* name = nullptr;
  const Node* body = nullptr;  // a mapping
};
// Those of the type, in order. A tree with errors has none.
std::vector<Resource> ResourcesOf(const Document& tree, std::string_view type);

}  // namespace interlock::governance
