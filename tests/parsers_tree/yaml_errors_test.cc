// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"
#include "tests/parsers_tree/yaml_both.h"

namespace interlock {
namespace {

std::string Refuse(std::string text) {
  Source source("a.yml", std::move(text));
  return testing::FirstError(testing::ReadBoth(source));
}

TEST(YamlErrorsTest, NamesTheTab) {
  EXPECT_EQ(Refuse("a:\n\tb: c\n"),
            "3: found a tab at the start of a line, expected spaces (indent "
            "with spaces: YAML does not take tabs)");
}

TEST(YamlErrorsTest, NamesTheExpressionInBrackets) {
  for (const char* text : {"{a: ${{ x }} }", "[b, ${{ x }}]"}) {
    EXPECT_EQ(Refuse(text),
              "4: found '${{' inside brackets, where '{' begins a mapping "
              "(put the expression in quotes: \"${{ ... }}\")");
  }
}

TEST(YamlErrorsTest, PointsAtTheQuoteThatIsNotClosed) {
  EXPECT_EQ(Refuse("a: 'x'\nb: \"y\nc: d\n"),
            "10: found the end of the file inside the quoted value that begins "
            "here, expected a closing \" (close the quote; write \\\" for a \" "
            "inside it)");
  EXPECT_TRUE(Refuse("a: it's\nb: 'c\n").starts_with("11: found the end"));
}

TEST(YamlErrorsTest, PointsAtTheBracketThatIsNotClosed) {
  EXPECT_TRUE(Refuse("a: [b, {c: d}\n").starts_with("3: found the end"));
  EXPECT_TRUE(Refuse("{a: b").starts_with("0: found the end of the file"));
}

TEST(YamlErrorsTest, ExplainsMisplacedMappings) {
  EXPECT_TRUE(Refuse("a: b: c\n").starts_with("4: found ':': a key"));
  EXPECT_TRUE(Refuse("a: - b\n").starts_with("3: found '-': a '- ' item"));
  EXPECT_TRUE(Refuse(" a: 1\nb: 2\n")
                  .starts_with("6: found 'b:' after the end of the document"));
  EXPECT_TRUE(Refuse("\"\"---").starts_with("2: found '---' after the end"));
  EXPECT_TRUE(Refuse("[a] [b]\n").starts_with("4: found '[b]' after the end"));
}

TEST(YamlErrorsTest, ExplainsBadScalars) {
  EXPECT_TRUE(Refuse("a: @x\n").starts_with("3: found '@x': no plain value"));
  EXPECT_TRUE(Refuse("a: *x\n").starts_with("3: found '*x': no anchor"));
  EXPECT_TRUE(Refuse("a: \"\\d\"\n").find("unknown escape") !=
              std::string::npos);
  EXPECT_TRUE(Refuse("{a: b]\n").starts_with("5: found ']': no matching"));
}

TEST(YamlErrorsTest, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(Refuse("a: \xFF\n"),
            "3: found byte 0xFF, which is not valid UTF-8 (save the file as "
            "UTF-8)");
  EXPECT_TRUE(Refuse(std::string("\xFF\xFE"
                                 "a\0",
                                 4))
                  .starts_with("0: found "
                               "UTF-16"));
  EXPECT_TRUE(Refuse(std::string("a\0b\0", 4)).starts_with("0: found UTF-16"));
  EXPECT_TRUE(Refuse(std::string("ab: \0", 5))
                  .starts_with("4: found control "
                               "character U+0000"));
  EXPECT_TRUE(Refuse("ab: \x04").starts_with("4: found control"));
}

TEST(YamlErrorsTest, RefusesAnAliasInsideItsTarget) {
  EXPECT_TRUE(Refuse("&a [*a]\n").starts_with("4: alias '*a' stands inside"));
}

TEST(YamlErrorsTest, RefusesEmptyTags) {
  for (const char* text :
       {"a: !<>", "a: !<> [b]", "a: !<> b", "!<?> a: b", "!<> !t a"}) {
    EXPECT_NE(Refuse(text).find("expected a tag with a name"),
              std::string::npos)
        << text;
  }
}

TEST(YamlErrorsTest, KeepsDocumentsBeforeTheError) {
  Source source("a.yml", "a: 1\n---\nb: [\n");
  Document doc = testing::ReadBoth(source);
  EXPECT_EQ(doc.errors.size(), 1u);
  ASSERT_EQ(doc.roots.size(), 1u);
  EXPECT_EQ(doc.root()->Find("a")->text, "1");
}

}  // namespace
}  // namespace interlock
