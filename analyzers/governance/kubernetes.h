// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "analyzers/governance/governance.h"

namespace interlock::governance {

// The node at "metadata.name" below `node`, or null. Null begins nowhere.
const Node* At(const Node* node, std::string_view path);
// Its text, or "" where there is no scalar.
std::string_view TextAt(const Node* node, std::string_view path);

struct Container {
  std::string_view name;
  const Node* node = nullptr;
  const Node* image = nullptr;  // null when it states none
};
// The containers of a workload, those that run before the others included.
// Empty for objects that run nothing.
std::vector<Container> ContainersOf(const Manifest& manifest);

// "200Gi", "1.5T", "500M": bytes. Nothing for any other text.
std::optional<double> ReadQuantity(std::string_view text);

// An image whose content may change under the same name: no tag, or one that
// moves, and no digest.
enum class ImageFault : uint8_t { kNone, kNoTag, kMovingTag };
ImageFault FaultOf(std::string_view image);

// Whether a path belongs to tests, examples or somebody's own machine, where
// what would be a fault elsewhere harms nobody.
bool IsTrialPath(std::string_view path);

}  // namespace interlock::governance
