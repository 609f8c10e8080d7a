// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"
#include "tests/parsers_tree/yaml_both.h"

namespace interlock {
namespace {

using testing::Values;

std::string Read(std::string text) {
  Source source("a.yml", std::move(text));
  return Values(testing::ReadBoth(source));
}

TEST(YamlTest, ReadsTheUsualShapes) {
  EXPECT_EQ(Read("a: 1\nb:\n  - x\n  - y: z\n"), "{a=1,b=[x,{y=z}]};");
  EXPECT_EQ(Read("{a: [1, 2], b: {}}"), "{a=[1,2],b={}};");
  EXPECT_EQ(Read("- - a\n  - b\n- c\n"), "[[a,b],c];");
  EXPECT_EQ(Read("a:\n- x\n- y\nb: z\n"), "{a=[x,y],b=z};");
  EXPECT_EQ(Read("? a\n: b\n? [c]\n"), "{a=b,[c]=~};");
  EXPECT_EQ(Read("[a: b, {c: d}: e, : f]"), "[{a=b},{{c=d}=e},{~=f}];");
}

TEST(YamlTest, EmptyTextsHaveNoDocuments) {
  EXPECT_EQ(Read(""), "");
  EXPECT_EQ(Read("\n\n"), "");
  EXPECT_EQ(Read("# only a comment"), "");
  EXPECT_EQ(Read("\xEF\xBB\xBF"), "");
  EXPECT_EQ(Read("---\n"), "~;");
}

TEST(YamlTest, ReadsSeveralDocuments) {
  EXPECT_EQ(Read("----\n...\n...a"), "----;...a;");
  EXPECT_EQ(Read("%YAML 1.2\n---\na\n--- b\n...\nc\n---\n"), "a;b;c;~;");
}

TEST(YamlTest, TellsAbsentValuesFromTheKeyBelow) {
  EXPECT_EQ(Read("a:\nnull: b\n"), "{a=~,null=b};");
  EXPECT_EQ(Read("a:\n-\nnull: x\n"), "{a=[~],null=x};");
  EXPECT_EQ(Read("?\nnull: x\n"), "{~=~,null=x};");
  EXPECT_EQ(Read("a: !!str\n\"\": c\n"), "{a=<tag:yaml.org,2002:str>~,=c};");
  EXPECT_EQ(Read("a: &x\nnull: *x\n"), "{a=~,null=~};");
}

TEST(YamlTest, KeepsTheWordOfANull) {
  Source source("a.yml", "[~, null, NULL, nullify]");
  Document doc = testing::ReadBoth(source);
  ASSERT_TRUE(doc.ok());
  EXPECT_EQ(doc.root()->items[0]->text, "~");
  EXPECT_EQ(doc.root()->items[2]->text, "NULL");
  EXPECT_EQ(doc.root()->items[3]->text, "nullify");
  EXPECT_TRUE(doc.root()->items[1]->IsNull());
}

TEST(YamlTest, KnowsHowScalarsWereWritten) {
  Source source("a.yml", "- a\n- 'b'\n- \"c\"\n- |\n d\n- >\n e\n- |-\n");
  Document doc = testing::ReadBoth(source);
  std::span<const Node* const> items = doc.root()->items;
  ASSERT_EQ(items.size(), 6u);
  EXPECT_EQ(items[0]->style, ScalarStyle::kPlain);
  EXPECT_EQ(items[1]->style, ScalarStyle::kSingle);
  EXPECT_EQ(items[2]->style, ScalarStyle::kDouble);
  EXPECT_EQ(items[3]->style, ScalarStyle::kLiteral);
  EXPECT_EQ(items[4]->style, ScalarStyle::kFolded);
  EXPECT_EQ(items[5]->style, ScalarStyle::kLiteral);
  EXPECT_FALSE(items[5]->IsNull());
}

TEST(YamlTest, AliasesShareTheirTarget) {
  Source source("a.yml", "a: &x [1, 2]\nb: *x\nc: &y z\nd: *y\n");
  Document doc = testing::ReadBoth(source);
  ASSERT_TRUE(doc.ok());
  const Node* target = doc.root()->Find("a");
  const Node* alias = doc.root()->Find("b");
  EXPECT_EQ(target->anchor, "x");
  EXPECT_EQ(alias->alias_of, target);
  EXPECT_EQ(alias->items.data(), target->items.data());
  EXPECT_EQ(source.Text(alias->span), "*x");
  EXPECT_EQ(doc.root()->Find("d")->text, "z");
}

TEST(YamlTest, MergeKeysStayOrdinary) {
  EXPECT_EQ(Read("a: &x {k: v}\nb:\n  <<: *x\n  m: n\n"),
            "{a={k=v},b={<<={k=v},m=n}};");
}

TEST(YamlTest, RecordsDuplicateKeys) {
  std::string many = "a: 1\n\"a\": 2\nb: {c: 1, c: 2}\nA: 3\n";
  Source source("a.yml", many);
  Document doc = testing::ReadBoth(source);
  ASSERT_EQ(doc.duplicates.size(), 2u);
  EXPECT_EQ(doc.duplicates[0].again->text, "c");
  EXPECT_EQ(doc.duplicates[1].first->span.begin, 0u);
  EXPECT_EQ(source.Text(doc.duplicates[1].again->span), "\"a\"");
}

TEST(YamlTest, RecordsDuplicatesOfLargeMappings) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "k" + std::to_string(i % 60) + ": v\n";
  Source source("a.yml", text);
  Document doc = testing::ReadBoth(source);
  ASSERT_EQ(doc.duplicates.size(), 40u);
  EXPECT_EQ(doc.duplicates[0].first->text, "k0");
  EXPECT_LT(doc.duplicates[0].first->span, doc.duplicates[0].again->span);
  EXPECT_LT(doc.duplicates[0].again->span, doc.duplicates[1].again->span);
}

TEST(YamlTest, CollectsCommentsAndNothingElse) {
  Source source("a.yml",
                "# one\na: \"# no\" # two\nb: |  # three\n  # text\n  x # y\n"
                "c: x#y\nd: [ # four\n  'it''s # z' ]\n\t# five \n---\n#\n");
  Document doc = testing::ReadBoth(source);
  std::string all;
  for (const TreeComment& comment : doc.comments) {
    all += std::string(source.Text(comment.span)) +
           (comment.own_line ? "!" : "") + "|";
  }
  EXPECT_EQ(all, "# one!|# two|# three|# four|# five!|#!|");
  EXPECT_EQ(doc.root()->Find("b")->text, "# text\nx # y\n");
}

TEST(YamlTest, ReadsMultiLineScalarsWithTagsInSequences) {
  EXPECT_EQ(Read("- !Sub |\n  a\n  b\n- &x c\n  d\n- e\n"),
            "[<!Sub>a\nb\n,c d,e];");
  EXPECT_EQ(Read("a:\n  - - &x >-\n      b\n      c\n"), "{a=[[b c]]};");
  EXPECT_EQ(Read("a:\n  &x |\n  b\n"), "{a=b\n};");
  EXPECT_EQ(Read("- !a b: c\n- &d\n  e: f\n"), "[{<!a>b=c},{e=f}];");
  // The same characters inside a text keep their blanks.
  EXPECT_EQ(Read("- !Sub |\n  a\n- |\n  - !Sub |\n  - &x y\n"),
            "[<!Sub>a\n,- !Sub |\n- &x y\n];");
  // Shell and PowerShell in a script are no tags and no anchors.
  EXPECT_EQ(Read("run: |\n  a\n  ! grep b\n  & c -d\n"),
            "{run=a\n! grep b\n& c -d\n};");
  EXPECT_EQ(Read("a:\n  - !Sub |\n    x\n  - b: >-\n      c\n\n      ! grep b\n"
                 "    d: |2\n        & c\n  - &x e\n    f\n"),
            "{a=[<!Sub>x\n,{b=c\n! grep b,d=  & c\n},e f]};");
}

TEST(YamlTest, LoneCarriageReturnsBreakLines) {
  EXPECT_EQ(Read("a: 1\rb: 2\r"), "{a=1,b=2};");
  EXPECT_EQ(Read("a: 1\r\nb: |\r\n  x\r\n  y\r\n"), "{a=1,b=x\ny\n};");
}

TEST(YamlTest, ReadsAnyScript) {
  EXPECT_EQ(Read("\xEF\xBB\xBF\xC3\xA9: \"\\u00e9\xF0\x9F\x98\x80\"\n"),
            "{\xC3\xA9=\xC3\xA9\xF0\x9F\x98\x80};");
}

}  // namespace
}  // namespace interlock
