// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/markdown.h"

#include <gtest/gtest.h>

#include <string>

namespace interlock {
namespace {

std::string Words(const Source& source, const MarkdownBlock& block) {
  static constexpr const char* kNames[] = {"heading", "item", "text", "code",
                                           "row"};
  std::string out = kNames[static_cast<int>(block.kind)];
  if (block.level > 0) out += std::to_string(block.level);
  if (block.checkbox) out += block.checked ? "[x]" : "[ ]";
  if (!block.info.empty()) out += "(" + std::string(block.info) + ")";
  return out + ":" + std::string(source.Text(block.text));
}

std::string Read(std::string text) {
  Source source("a.md", std::move(text));
  std::string out;
  for (const MarkdownBlock& block : ParseMarkdown(source)) {
    out += Words(source, block) + "|";
  }
  return out;
}

TEST(MarkdownTest, Headings) {
  EXPECT_EQ(Read("# One #\n## Two\n###### \n####### no\n#no\n"),
            "heading1:One|heading2:Two|heading6:|text:####### no\n#no|");
  EXPECT_EQ(Read("One\ntwo\n===\nThree\n---\n"),
            "heading1:One\ntwo|heading2:Three|");
  EXPECT_EQ(Read("# C#\n"), "heading1:C#|");
}

TEST(MarkdownTest, ListsNest) {
  EXPECT_EQ(Read("- a\n  - b\n    more\n  * c\n- d\n1. e\n2) f\n"),
            "item1:a|item2:b\n    more|item2:c|item1:d|item1:e|item1:f|");
  EXPECT_EQ(Read("- a\n\n  para\n\ntext\n- b\n"),
            "item1:a|text:para|text:text|item1:b|");
  EXPECT_EQ(Read("- - x\n"), "item1:|item2:x|");
  EXPECT_EQ(Read("-no\n1.no\n1234567890. no\n"),
            "text:-no\n1.no\n1234567890. no|");
}

TEST(MarkdownTest, TaskBoxes) {
  EXPECT_EQ(Read("- [ ] open\n- [x] done\n* [X] too\n- [y] no\n- [x]no\n"),
            "item1[ ]:open|item1[x]:done|item1[x]:too|item1:[y] no|"
            "item1:[x]no|");
}

TEST(MarkdownTest, Code) {
  EXPECT_EQ(Read("```sql,bad x\nA;\n# no\n```\n~~~\n```\n~~~\n"),
            "code(sql,bad x):A;\n# no\n|code:```\n|");
  EXPECT_EQ(Read("text\n\n    a\n\n    b\nafter\n"),
            "text:text|code:    a\n\n    b|text:after|");
  EXPECT_EQ(Read("- a\n  ```sh\n  b\n  ```\n- c\n"),
            "item1:a|code(sh):  b\n|item1:c|");
  EXPECT_EQ(Read("```\nopen"), "code:open|");
  EXPECT_EQ(Read("``` a`b\n"), "text:``` a`b|");
}

TEST(MarkdownTest, Tables) {
  EXPECT_EQ(Read("| a | b |\n|---|:-:|\n| 1 | 2 |\nx | y\n\nz | w\n"),
            "row:a | b|row:1 | 2|row:x | y|text:z | w|");
  EXPECT_EQ(Read("a | b\nno\n"), "text:a | b\nno|");
}

TEST(MarkdownTest, CommentsHaveNoWords) {
  EXPECT_EQ(Read("<!-- # no\n- no\n--> after\n\n<!-- x -->\n# Yes\n"),
            "text:|text:after|text:|heading1:Yes|");
  EXPECT_EQ(Read("<!-- open\n# no"), "text:|");
}

TEST(MarkdownTest, FrontMatterAndBreaks) {
  EXPECT_EQ(Read("---\ntitle: x\n---\n# A\n\n---\n* * *\nb\n"),
            "code(yaml):title: x\n|heading1:A|text:b|");
  EXPECT_EQ(Read("---\nno end\n"), "text:no end|");
}

TEST(MarkdownTest, CarriageReturnsMarksAndScripts) {
  EXPECT_EQ(Read("\xEF\xBB\xBF# \xC3\xA9 \xF0\x9F\x98\x80\r\n- a\r\n\r\nb\r\n"),
            "heading1:\xC3\xA9 \xF0\x9F\x98\x80|item1:a|text:b|");
  EXPECT_EQ(Read(""), "");
  EXPECT_EQ(Read("a \xFF b"), "text:a \xFF b|");
}

TEST(MarkdownTest, SpansCoverTheMarks) {
  Source source("a.md", "x\n\n- [x] done\n  more\n\n```a\nb\n```\n");
  std::vector<MarkdownBlock> blocks = ParseMarkdown(source);
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(source.Text(blocks[1].span), "- [x] done\n  more");
  EXPECT_EQ(source.Text(blocks[2].span), "```a\nb\n```");
}

TEST(MarkdownTest, HostileInputTakesLinearTime) {
  for (const char* unit : {"- ", "<!--", "#", "> ", "|", "```\n", "- a\n", "\t",
                           "a\n", "<!-- -->\n", "[ ]", "1. ", "- [x] "}) {
    std::string text;
    for (int i = 0; i < 300'000; ++i) text += unit;
    Source source("a.md", text);
    EXPECT_LE(ParseMarkdown(source).size(), 300'001u) << unit;
  }
}

}  // namespace
}  // namespace interlock
