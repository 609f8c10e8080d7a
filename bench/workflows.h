// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

namespace interlock::bench {

// One GitHub workflow as a product's repository would hold it: triggers,
// permissions, matrices, services, scripts over many lines. The same seed
// gives the same bytes everywhere.
std::string MakeWorkflow(uint64_t seed);

}  // namespace interlock::bench
