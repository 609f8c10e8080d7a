// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "analyzers/protection/difference.h"

namespace interlock::protection {

// The workflows and protections as they were merged, and what has become of
// their checks since.
struct Past {
  std::vector<std::unique_ptr<Document>> documents;  // of files that changed
  workflow::WorkflowSet workflows;
  ProtectionSet protections;
  Difference difference;

  // What a name of then has become; null when it is made still, or never was.
  const Difference::Renamed* Renamed(std::string_view context) const;
  // The check of then, when its job is gone.
  const NamedCheck* Lost(std::string_view context) const;
};

// Whether a protection that gates branches asks for a name.
bool Requires(const ProtectionSet& protections, std::string_view context);

}  // namespace interlock::protection
