// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

namespace interlock::workflow {

// Where a deployment goes, as far as the name of a place tells: a word of it,
// between signs that are no letters.
enum class Stage : uint8_t {
  kOther,
  kStaging,     // stage, staging, preprod, uat ...
  kProduction,  // prod, production, live, prd
};
Stage StageOf(std::string_view name);

}  // namespace interlock::workflow
