// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/tree_laws.h"
#include "parsers/json/json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  Source source("fuzz.json",
                std::string(reinterpret_cast<const char*>(data), size));
  for (JsonDialect dialect :
       {JsonDialect::kStrict, JsonDialect::kWithComments}) {
    TreeLaws::Check(ParseJson(source, dialect), TreeLaws::Siblings::kInOrder);
  }
  return 0;
}
