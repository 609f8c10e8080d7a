// SPDX-License-Identifier: Apache-2.0
// The quick reader accepts what people write, and reads it as yaml-cpp does.
#include "parsers/yaml/yaml_quick.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/parsers_tree/yaml_both.h"

namespace interlock {
namespace {

using testing::ReadBoth;
using testing::Values;

bool Accepts(const Source& source) {
  Document doc;
  doc.source = &source;
  return ReadYamlQuickly(doc, 0);
}

std::string Quick(const std::string& text) {
  Source source("a.yml", text);
  return (Accepts(source) ? "quick " : "left ") + Values(ReadBoth(source));
}

TEST(YamlQuick, ReadsBlockCollections) {
  EXPECT_EQ(Quick("a: b\nc:\n  d: e\n  f:\n  - g\n  - h\n"),
            "quick {a=b,c={d=e,f=[g,h]}};");
  EXPECT_EQ(Quick("- - a\n  - b\n-\n- k: v\n  l:\n    w\n"),
            "quick [[a,b],~,{k=v,l=w}];");
  EXPECT_EQ(Quick("# top\n---\na: b # c\n# d\n\n---\n- e"), "quick {a=b};[e];");
  EXPECT_EQ(Quick("a:\r\n  b: |\r\n    c\r\n  d: e\r\n"),
            "quick {a={b=c\n,d=e}};");
}

TEST(YamlQuick, ReadsFlowCollections) {
  EXPECT_EQ(Quick("a: [b, 'c', {d: e}]\n"), "quick {a=[b,c,{d=e}]};");
  EXPECT_EQ(Quick("a: [\n  b, # c\n  d,\n]\ne: {}\n"), "quick {a=[b,d],e={}};");
  EXPECT_EQ(Quick("a: [b: c]\n"), "left {a=[{b=c}]};");
}

TEST(YamlQuick, ReadsScalars) {
  EXPECT_EQ(Quick("a: b c\n  d\n\n  e\nf: -g\n"), "quick {a=b c d\ne,f=-g};");
  EXPECT_EQ(Quick("\"a\": \"b\\n\\\"c\"\n'd': 'it''s'\n"),
            "quick {a=b\n\"c,d=it's};");
  EXPECT_EQ(Quick("a: \"b\n  c\"\n"), "left {a=b c};");
  EXPECT_EQ(Quick("a: \"\\x41\"\n"), "left {a=A};");
  EXPECT_EQ(Quick("\xc3\xa9: \xf0\x9f\x98\x80\n"),
            "quick {\xc3\xa9=\xf0\x9f\x98\x80};");
}

TEST(YamlQuick, ReadsBlockScalars) {
  EXPECT_EQ(Quick("a: |\n  b\n\n    c\nd: |-\n  e\n\n"),
            "quick {a=b\n\n  c\n,d=e};");
  EXPECT_EQ(Quick("a: >\n  b\n  c\n\n  d\ne: >- # f\n  g\n  h\n"),
            "quick {a=b c\nd\n,e=g h};");
  EXPECT_EQ(Quick("- |\n b\n# c\n- d\n"), "quick [b\n,d];");
  EXPECT_EQ(Quick("a: |2\n   b\n"), "left {a= b\n};");
  EXPECT_EQ(Quick("a: |+\n  b\n\n"), "left {a=b\n\n};");
  EXPECT_EQ(Quick("a: >\n  b\n   c\n"), "left {a=b\n c\n};");
}

TEST(YamlQuick, LeavesTheRareAndTheWrong) {
  for (const char* text :
       {"a: &b c\n", "a: *b\n", "a: !b c\n", "? a\n: b\n",
        "%YAML 1.2\n---\na: b", "a:\tb\n", "a: b: c\n", "a\n", "[a]\n", "",
        "# a\n", "a: b\n...\n", "a: 'b'\n  - c\n", "a: b\n c: d\n",
        "  a: b\n c: d\n", "a: [b\n", "a: 'b\n", "a: @b\n", "a: b\rc: d\n"}) {
    Source source("a.yml", text);
    EXPECT_FALSE(Accepts(source)) << text;
    ReadBoth(source);
  }
}

TEST(YamlQuick, BoundsItsDepth) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "- ";
  Source source("a.yml", deep + "a\n");
  EXPECT_FALSE(Accepts(source));
  Source brackets("a.yml", "a: " + std::string(100000, '['));
  EXPECT_FALSE(Accepts(brackets));
}

// Texts put together from scraps: a small part of them is YAML at all.
TEST(YamlQuick, ReadsWhatItAcceptsAsYamlCppDoes) {
  constexpr const char* kScraps[] = {"a",
                                     "b: ",
                                     "c:",
                                     "- ",
                                     "-",
                                     "\n",
                                     "\n",
                                     "\n  ",
                                     "\n ",
                                     "\n    ",
                                     "\n\n",
                                     "|\n",
                                     "|-\n",
                                     ">\n",
                                     ">-\n",
                                     " #x",
                                     "# y",
                                     "\"q\"",
                                     "'s'",
                                     "\"a\\n\"",
                                     "'it''s'",
                                     "[",
                                     "]",
                                     "{",
                                     "}",
                                     ", ",
                                     ",",
                                     ": ",
                                     ":",
                                     "  ",
                                     " ",
                                     "---\n",
                                     "...",
                                     "~",
                                     "null",
                                     "\xc3\xa9",
                                     "x y",
                                     "-1",
                                     "- - ",
                                     "a:\n  b: 1\n",
                                     "k: |\n  t\n   u\n",
                                     "k: v\n",
                                     "\n- i",
                                     "?",
                                     "*",
                                     "&a ",
                                     "!t ",
                                     "\t",
                                     "%",
                                     "@",
                                     "<<",
                                     "k: [a, b]",
                                     "{a: b}",
                                     "\n      ",
                                     "\n   \n",
                                     ":a",
                                     "a#b",
                                     "::",
                                     "----",
                                     "\r\n",
                                     "\r\n  ",
                                     "|\r\n",
                                     "\\x",
                                     "\r"};
  std::mt19937 random(7);
  int accepted = 0;
  for (int i = 0; i < 200000; ++i) {
    std::string text;
    for (size_t n = 1 + random() % 14; n > 0; --n) {
      text += kScraps[random() % std::size(kScraps)];
    }
    Source source("a.yml", text);
    if (!Accepts(source)) continue;
    ++accepted;
    ReadBoth(source);
    if (HasFailure()) return;
  }
  EXPECT_GT(accepted, 5000);
}

TEST(YamlQuick, AcceptsTheExamplesAndReadsThemAlike) {
  int files = 0;
  int accepted = 0;
  for (std::string folder : {"/examples", "/testdata"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             INTERLOCK_SOURCE_DIR + folder)) {
      auto extension = entry.path().extension();
      if (extension != ".yml" && extension != ".yaml") continue;
      std::stringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      Source source(entry.path().string(), text.str());
      ReadBoth(source);
      ++files;
      accepted += Accepts(source) ? 1 : 0;
    }
  }
  EXPECT_GT(files, 50);
  EXPECT_GT(accepted * 10, files * 9) << accepted << " of " << files;
}

}  // namespace
}  // namespace interlock
