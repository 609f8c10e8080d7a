// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>

#include "parsers/yaml/yaml.h"
#include "tests/parsers_tree/tree_text.h"

namespace interlock {
namespace {

std::string Repeat(std::string_view text, size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

// Parses within seconds, whatever the text.
Document ParseSoon(const Source& source) {
  auto start = std::chrono::steady_clock::now();
  Document doc = ParseYaml(source);
  auto spent = std::chrono::steady_clock::now() - start;
  EXPECT_LT(spent, std::chrono::seconds(10)) << source.Text({0, 20});
  return doc;
}

TEST(YamlHostileTest, DeepNestingIsAnError) {
  for (const char* unit : {"[", "{", "- ", "? ", "[{", "{a: ", "? - ", "-\t",
                           "&a [", "!!seq [", "[[],", ":\n"}) {
    Source source("a.yml", Repeat(unit, 100'000));
    EXPECT_FALSE(ParseSoon(source).ok()) << unit;
  }
  std::string stairs;
  for (size_t i = 0; i < 1000; ++i) stairs += std::string(i, ' ') + "a:\n";
  Source source("a.yml", stairs);
  EXPECT_EQ(testing::FirstError(ParseSoon(source)).substr(0, 40),
            "32125: found more than 250 levels of nes");
}

TEST(YamlHostileTest, AllowedDepthIsRead) {
  Source source("a.yml",
                Repeat("[", kMaxTreeDepth) + Repeat("]", kMaxTreeDepth));
  EXPECT_TRUE(ParseYaml(source).ok());
}

TEST(YamlHostileTest, LongFlowCollectionsAreRefusedBeforeTheyFillMemory) {
  for (const char* unit : {"a,", "[],", "'',", "{", "*a,", "!a "}) {
    Source source("a.yml", "- &a x\n- [" + Repeat(unit, (4 << 20) / 3));
    EXPECT_FALSE(ParseSoon(source).ok()) << unit;
  }
}

TEST(YamlHostileTest, LargeFlatTextsAreRead) {
  for (const char* unit : {"- a\n", "#\n", "-\n", "- ''\n", "---\n", "? a\n",
                           "[a]: b\n", "- &a\n", "a: b\n"}) {
    Source source("a.yml", Repeat(unit, 200'000));
    EXPECT_TRUE(ParseSoon(source).ok()) << unit;
  }
}

TEST(YamlHostileTest, AliasesAreNotCopied) {
  std::string bomb = "a0: &a0 [x]\n";
  for (int i = 1; i < 200; ++i) {
    std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
            before + ", " + before + "]\n";
  }
  Source source("a.yml", bomb);
  Document doc = ParseSoon(source);
  EXPECT_TRUE(doc.ok());
  EXPECT_LT(doc.node_count, 1000u);
  std::string keys = "- &a " + std::string(1 << 20, 'x') + "\n- {" +
                     Repeat("*a : b, ", 50'000) + "}\n";
  Source shared("a.yml", keys);
  EXPECT_TRUE(ParseSoon(shared).ok());
}

TEST(YamlHostileTest, TooLargeATextIsRefused) {
  Source source("a.yml", std::string(kMaxYamlBytes + 1, 'a'));
  EXPECT_TRUE(testing::FirstError(ParseSoon(source))
                  .starts_with("0: found 8388609 bytes of YAML, expected"));
}

TEST(YamlHostileTest, OneLongLine) {
  Source source("a.yml", std::string(kMaxYamlBytes, 'a'));
  EXPECT_TRUE(ParseSoon(source).ok());
  Source quoted("a.yml", "\"" + Repeat(" \n", 2 << 20));
  EXPECT_FALSE(ParseSoon(quoted).ok());
}

}  // namespace
}  // namespace interlock
