// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/locate.h"

#include <gtest/gtest.h>

#include "parsers/yaml/yaml.h"

namespace interlock::workflow {
namespace {

// The text in the file at which the part of the value of `a` is found.
std::string FoundAt(const std::string& yaml, std::string_view part) {
  Source source("f.yml", yaml);
  Document document = ParseYaml(source);
  const Node& node = *document.root()->Find("a");
  size_t at = node.text.find(part);
  Span in{static_cast<uint32_t>(at), static_cast<uint32_t>(at + part.size())};
  Span span = ScalarLocator(source.text(), node).Locate(in);
  return std::to_string(span.begin) + ":" + std::string(span.In(source.text()));
}

TEST(ScalarLocator, FindsPartsOfPlainAndQuotedText) {
  EXPECT_EQ(FoundAt("a: x ${{ y }} z\n", "${{ y }}"), "5:${{ y }}");
  EXPECT_EQ(FoundAt("a: 'x ${{ y }}'\n", "${{ y }}"), "6:${{ y }}");
  EXPECT_EQ(FoundAt("a: \"x ${{ y }}\"\n", "y"), "10:y");
}

TEST(ScalarLocator, FindsPartsOfBlocks) {
  EXPECT_EQ(FoundAt("a: |\n  one\n  two y\n", "y"), "17:y");
  EXPECT_EQ(FoundAt("a: |\n  one\n\n    two y\n", "y"), "20:y");
  EXPECT_EQ(FoundAt("a: |\r\n  one\r\n  two y\r\n", "y"), "19:y");
  EXPECT_EQ(FoundAt("a: >\n  one\n  two y\n", "two y"), "13:two y");
}

TEST(ScalarLocator, FindsPartsThatAreNotWrittenAsTheyRead) {
  EXPECT_EQ(FoundAt("a: 'it''s y'\n", "it's"), "4:it''s");
  EXPECT_EQ(FoundAt("a: \"y \\x79 z\"\n", "z"), "11:z");
  EXPECT_EQ(FoundAt("a: >\n  y one\n  y two\n", "y two"), "15:y two");
}

TEST(ScalarLocator, AnswersTheAliasForWhatAnAliasReads) {
  EXPECT_EQ(FoundAt("b: &x one y\na: *x\n", "y"), "15:*x");
}

TEST(ScalarLocator, WalksOnFromPartToPart) {
  Source source("f.yml", "a: |\n  y\n  y\n  y\n");
  Document document = ParseYaml(source);
  ScalarLocator locator(source.text(), *document.root()->Find("a"));
  EXPECT_EQ(locator.Locate({0, 1}).begin, 7u);
  EXPECT_EQ(locator.Locate({2, 3}).begin, 11u);
  EXPECT_EQ(locator.Locate({4, 5}).begin, 15u);
}

}  // namespace
}  // namespace interlock::workflow
