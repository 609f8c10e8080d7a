// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"
#include "tests/parsers_tree/yaml_both.h"

namespace interlock {
namespace {

using testing::FirstError;
using testing::Spans;

// The spans of all nodes below the root.
std::string Below(std::string text) {
  Source source("a.yml", std::move(text));
  Document doc = testing::ReadBoth(source);
  EXPECT_TRUE(doc.ok()) << FirstError(doc);
  std::string out;
  if (doc.root() == nullptr) return out;
  for (const Node* item : doc.root()->items) {
    testing::AppendSpans(doc, *item, out);
  }
  for (const Member& member : doc.root()->members) {
    testing::AppendSpans(doc, *member.key, out);
    testing::AppendSpans(doc, *member.value, out);
  }
  return out;
}

Span ValueSpan(const Document& doc, std::string_view key) {
  return doc.root()->Find(key)->span;
}

TEST(YamlSpansTest, Scalars) {
  EXPECT_EQ(Below("a: b c  # d\n"), "a\nb c\n");
  EXPECT_EQ(Below("a: b\n  c\n\n  d # e\n"), "a\nb\n  c\n\n  d\n");
  EXPECT_EQ(Below("'a': 'it''s' # x\n"), "'a'\n'it''s'\n");
  EXPECT_EQ(Below("\"a\" : \"b\\\"\n  c\" \n"), "\"a\"\n\"b\\\"\n  c\"\n");
  EXPECT_EQ(Below("- a: ${{ x }} \n"), "a: ${{ x }}\na\n${{ x }}\n");
}

TEST(YamlSpansTest, BlockScalarsEndWithTheirLastLine) {
  EXPECT_EQ(Below("a: |\n  x\n  y\n\nb: c\n"), "a\n|\n  x\n  y\nb\nc\n");
  EXPECT_EQ(Below("a: >- # c\n  x\n\n  y\n\n\n"), "a\n>- # c\n  x\n\n  y\n");
  EXPECT_EQ(Below("a: |+\n  x\n\n\nb: c"), "a\n|+\n  x\n\n\nb\nc\n");
  EXPECT_EQ(Below("a: |2\n   x\n  y\n"), "a\n|2\n   x\n  y\n");
  EXPECT_EQ(Below("- |-\n- x\n"), "|-\nx\n");
  EXPECT_EQ(Below("- |+\n\n\n- x\n"), "|+\n\n\nx\n");
  EXPECT_EQ(Below("a: |\n  x\n  # text\n # comment\n"),
            "a\n|\n  x\n  # text\n");
  EXPECT_EQ(Below("a:\n|\n"), "a\n|\n");
  EXPECT_EQ(Below("a: |\n  x  \n"), "a\n|\n  x  \n");
}

TEST(YamlSpansTest, Collections) {
  EXPECT_EQ(Below("a: [b, # c\n c, ] # d\n"), "a\n[b, # c\n c, ]\nb\nc\n");
  EXPECT_EQ(Below("a: {b: c , }\n"), "a\n{b: c , }\nb\nc\n");
  EXPECT_EQ(Below("a:\n  - b\n  - c: d\n\ne: f\n"),
            "a\n- b\n  - c: d\nb\nc: d\nc\nd\ne\nf\n");
  EXPECT_EQ(Below("[{a: b}: c, {}: d, []: e]"),
            "{a: b}: c\n{a: b}\na\nb\nc\n{}: d\n{}\nd\n[]: e\n[]\ne\n");
  EXPECT_EQ(Below("? a\n: b\n? c\n"), "a\nb\nc\n\n");
  // The pair without a key ends before the line that begins with a null.
  EXPECT_EQ(Below(":\n:\n~ b: c\n"), "\n:\n\n\n~ b\nc\n");
}

TEST(YamlSpansTest, AnchorsAndTagsAreNotPartOfTheNode) {
  EXPECT_EQ(Below("a: &x !!str b\nc: !!map &y\n  d: *x\n"),
            "a\nb\nc\nd: *x\nd\n*x\n");
  EXPECT_EQ(Below("- &k a: b\n- ! \"z\"\n- !<u> [q]\n"),
            "&k a: b\na\nb\n\"z\"\n[q]\nq\n");
}

TEST(YamlSpansTest, AbsentValuesStandAfterTheirIndicator) {
  Source source("a.yml", "a:  # c\nb: &x\nc: {d, e: , ? f}\ng:\n- \n- !!str\n");
  Document doc = testing::ReadBoth(source);
  ASSERT_TRUE(doc.ok()) << FirstError(doc);
  EXPECT_EQ(ValueSpan(doc, "a"), (Span{2, 2}));
  EXPECT_EQ(ValueSpan(doc, "b"), (Span{13, 13}));
  const Node* flow = doc.root()->Find("c");
  EXPECT_EQ(flow->Find("d")->span, (Span{19, 19}));
  EXPECT_EQ(flow->Find("e")->span, (Span{23, 23}));
  EXPECT_EQ(flow->Find("f")->span, (Span{29, 29}));
  const Node* list = doc.root()->Find("g");
  EXPECT_EQ(list->items[0]->span, (Span{35, 35}));
  EXPECT_EQ(list->items[1]->span, (Span{44, 44}));
}

TEST(YamlSpansTest, CountBytesBehindMarkAndCarriageReturns) {
  std::string text = "\xEF\xBB\xBF\xC3\xA9: \xF0\x9F\x98\x80 x\r\nb: 'y'\r\n";
  Source source("a.yml", text);
  Document doc = testing::ReadBoth(source);
  ASSERT_TRUE(doc.ok()) << FirstError(doc);
  EXPECT_EQ(doc.root()->span, (Span{3, 21}));
  EXPECT_EQ(source.Text(ValueSpan(doc, "\xC3\xA9")), "\xF0\x9F\x98\x80 x");
  EXPECT_EQ(source.Text(ValueSpan(doc, "b")), "'y'");
}

}  // namespace
}  // namespace interlock
