// SPDX-License-Identifier: Apache-2.0
#include "parsers/scalar_map.h"

#include <gtest/gtest.h>

#include "parsers/yaml/yaml.h"

namespace interlock {
namespace {

// What `part` of the scalar under "run" was written as.
std::string Written(const std::string& yaml, std::string_view part) {
  Source source("case.yml", yaml);
  Document document = ParseYaml(source);
  if (!document.ok()) return "does not parse";
  const Node* node = document.root()->Find("run");
  size_t at = node->text.find(part);
  if (at == std::string_view::npos) {
    return "reads as: " + std::string(node->text);
  }
  ScalarMap map(*node, source.text());
  Span span = map.At(
      {static_cast<uint32_t>(at), static_cast<uint32_t>(at + part.size())});
  return std::to_string(span.begin) + ":" + std::string(source.Text(span));
}

struct Case {
  const char* yaml;
  const char* part;
  const char* written;
};

class Maps : public testing::TestWithParam<Case> {};

TEST_P(Maps, APartToItsPlace) {
  EXPECT_EQ(Written(GetParam().yaml, GetParam().part), GetParam().written)
      << GetParam().yaml;
}

INSTANTIATE_TEST_SUITE_P(
    All, Maps,
    testing::Values(Case{"run: echo b c\n", "b", "10:b"},
                    Case{"run: echo\n  b c\n", "b c", "12:b c"},
                    Case{"run: |\n  a\n  b c\n", "b c", "13:b c"},
                    Case{"run: |\r\n  a\r\n  b c\r\n", "b c", "15:b c"},
                    Case{"run: |-  # x\n    a\n      b\n", "b", "25:b"},
                    Case{"run: |\n\n\n  a\n", "a", "11:a"},
                    Case{"run: >\n  a\n  b c\n\n  d\n", "b c", "13:b c"},
                    Case{"run: >\n  a\n  b c\n\n  d\n", "d", "20:d"},
                    Case{"run: |\n  a\n  b c\n", "a\nb", "9:a\n  b"},
                    Case{"run: 'a ''b'' c'\n", "c", "14:c"},
                    Case{"run: 'a ''b'' c'\n", "'b'", "8:''b''"},
                    Case{"run: \"a \\\"b\\\" c\"\n", "c", "14:c"},
                    Case{"run: \"a\\n\\tb\"\n", "b", "11:b"},
                    Case{"run: \"\\x41b \\u00e9c\"\n", "c", "18:c"},
                    Case{"run: \"a \\\n  b\"\n", "b", "12:b"},
                    Case{"x: &x |\n  a\n  b\nrun: *x\n", "b", "14:b"},
                    Case{"run: \"\xc3\xa9 b\"\n", "b", "9:b"},
                    Case{"run: a''b c\n", "c", "10:c"}));

}  // namespace
}  // namespace interlock
