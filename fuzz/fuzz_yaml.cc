// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/tree_laws.h"
#include "parsers/yaml/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  Source source("fuzz.yml",
                std::string(reinterpret_cast<const char*>(data), size));
  TreeLaws::Check(ParseYaml(source), TreeLaws::Siblings::kInOrder);
  return 0;
}
