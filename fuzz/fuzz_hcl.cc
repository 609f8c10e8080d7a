// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/tree_laws.h"
#include "parsers/text/hcl.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  Source source("fuzz.tf",
                std::string(reinterpret_cast<const char*>(data), size));
  TreeLaws::Check(ParseHcl(source), TreeLaws::Siblings::kAnyOrder);
  return 0;
}
