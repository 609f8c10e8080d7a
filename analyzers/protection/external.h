// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

namespace interlock::protection {

// How likely it is that a context comes from another app than GitHub Actions,
// told by its name alone.
enum class Foreign : uint8_t {
  kNo,
  kMaybe,  // has the form of a commit status, such as "ci/build"
  kYes,    // a well-known app's: "codecov/patch", "DCO"
};
Foreign LooksForeign(std::string_view context);

}  // namespace interlock::protection
