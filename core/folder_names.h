// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

namespace interlock {

// What the name of a folder says of all that lies below it, where every
// analyzer means the same by it. What one of them alone takes for a trial
// ("seeds" of SQL, "minikube" of manifests) stays with that one.
enum class FolderSort : uint8_t {
  kOther,
  kTest,      // "tests", "fixtures", "bench"
  kExample,   // "examples", "samples", "demo"
  kVendored,  // others' work: "vendor", "node_modules"
};

// By one name, in any case.
FolderSort SortOfFolder(std::string_view name);

}  // namespace interlock
