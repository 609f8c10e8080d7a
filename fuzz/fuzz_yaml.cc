// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/tree_laws.h"
#include "parsers/yaml/yaml.h"
#include "tests/parsers_tree/tree_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  Source source("fuzz.yml",
                std::string(reinterpret_cast<const char*>(data), size));
  Document doc = ParseYaml(source);
  TreeLaws::Check(doc, TreeLaws::Siblings::kInOrder);
  Document other = ParseYaml(source, YamlReader::kYamlCpp);
  INTERLOCK_LAW(testing::Whole(doc) == testing::Whole(other));
  return 0;
}
