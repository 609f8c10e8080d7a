// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include "parsers/yaml/yaml.h"
#include "tests/parsers_tree/tree_text.h"

namespace interlock::testing {

// Reads a text in the quick way and through yaml-cpp alone, and holds the two
// against each other.
inline Document ReadBoth(const Source& source) {
  Document doc = ParseYaml(source);
  Document other = ParseYaml(source, YamlReader::kYamlCpp);
  EXPECT_EQ(Whole(doc), Whole(other)) << source.text();
  return doc;
}

}  // namespace interlock::testing
