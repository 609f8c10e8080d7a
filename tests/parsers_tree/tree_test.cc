// SPDX-License-Identifier: Apache-2.0
#include "parsers/tree.h"

#include <gtest/gtest.h>

#include <cmath>

namespace interlock {
namespace {

Node Plain(std::string_view text, std::string_view tag = {}) {
  Node node;
  node.text = text;
  node.tag = tag;
  return node;
}

ScalarType TypeOf(std::string_view text) { return Resolve(Plain(text)).type; }

TEST(TreeTest, ResolvesNulls) {
  for (std::string_view text : {"", "~", "null", "Null", "NULL"}) {
    EXPECT_EQ(TypeOf(text), ScalarType::kNull) << text;
    EXPECT_TRUE(Plain(text).IsNull()) << text;
  }
  for (std::string_view text : {"nULL", "nil", "none", "~~"}) {
    EXPECT_EQ(TypeOf(text), ScalarType::kString) << text;
  }
}

TEST(TreeTest, ResolvesBooleansOfTheCoreSchemaOnly) {
  for (std::string_view text : {"true", "True", "TRUE"}) {
    Node node = Plain(text);
    EXPECT_TRUE(IsTrue(&node)) << text;
    EXPECT_FALSE(IsFalse(&node)) << text;
  }
  for (std::string_view text : {"false", "False", "FALSE"}) {
    Node node = Plain(text);
    EXPECT_TRUE(IsFalse(&node)) << text;
  }
  for (std::string_view text : {"yes", "no", "on", "off", "tRUE", "y"}) {
    EXPECT_EQ(TypeOf(text), ScalarType::kString) << text;
  }
  EXPECT_FALSE(IsTrue(nullptr));
  EXPECT_FALSE(IsFalse(nullptr));
}

TEST(TreeTest, ResolvesIntegers) {
  struct Case {
    std::string_view text;
    double number;
  };
  for (const Case& c : {Case{"0x1F", 31}, Case{"0o17", 15}, Case{"012", 12},
                        Case{"+1", 1}, Case{"-7", -7}, Case{"0", 0}}) {
    ScalarValue value = Resolve(Plain(c.text));
    EXPECT_EQ(value.type, ScalarType::kInt) << c.text;
    EXPECT_EQ(value.number, c.number) << c.text;
  }
  for (std::string_view text :
       {"1_000", "0X1F", "0b1", "0o8", "-0x1", "+", "1a", "2024-01-01", "0x"}) {
    EXPECT_EQ(TypeOf(text), ScalarType::kString) << text;
  }
}

TEST(TreeTest, ResolvesFloats) {
  EXPECT_EQ(Resolve(Plain("3.10")).number, 3.1);
  for (std::string_view text : {"1.", ".5", "1e3", "-1.5E-3", "+.5e1", "1e999",
                                ".inf", "-.INF", "+.Inf", ".nan", ".NAN"}) {
    EXPECT_EQ(TypeOf(text), ScalarType::kFloat) << text;
  }
  EXPECT_TRUE(std::isinf(Resolve(Plain("1e999")).number));
  EXPECT_LT(Resolve(Plain("-.inf")).number, 0);
  EXPECT_TRUE(std::isnan(Resolve(Plain(".NaN")).number));
  for (std::string_view text :
       {".", "e3", "1e", "1e+", "1.2.3", "inf", "nan", ".nAn", "-.nan"}) {
    EXPECT_EQ(TypeOf(text), ScalarType::kString) << text;
  }
}

TEST(TreeTest, QuotedScalarsAreStrings) {
  Node node = Plain("true");
  node.style = ScalarStyle::kSingle;
  EXPECT_EQ(Resolve(node).type, ScalarType::kString);
  node.text = "";
  EXPECT_FALSE(node.IsNull());
}

TEST(TreeTest, ExplicitTagsHoldWhereTheTextMatches) {
  constexpr std::string_view kStr = "tag:yaml.org,2002:str";
  constexpr std::string_view kInt = "tag:yaml.org,2002:int";
  constexpr std::string_view kFloat = "tag:yaml.org,2002:float";
  constexpr std::string_view kBool = "tag:yaml.org,2002:bool";
  constexpr std::string_view kNull = "tag:yaml.org,2002:null";
  EXPECT_EQ(Resolve(Plain("3.10", kStr)).type, ScalarType::kString);
  EXPECT_EQ(Resolve(Plain("3", kInt)).type, ScalarType::kInt);
  EXPECT_EQ(Resolve(Plain("x", kInt)).type, ScalarType::kString);
  EXPECT_EQ(Resolve(Plain("3", kFloat)).type, ScalarType::kFloat);
  EXPECT_EQ(Resolve(Plain("true", kBool)).type, ScalarType::kBool);
  EXPECT_EQ(Resolve(Plain("1", kBool)).type, ScalarType::kString);
  EXPECT_EQ(Resolve(Plain("", kNull)).type, ScalarType::kNull);
  EXPECT_EQ(Resolve(Plain("12", "!mine")).type, ScalarType::kString);
}

TEST(TreeTest, FindGivesTheLastValue) {
  Node key = Plain("a"), other = Plain("A"), one = Plain("1"), two = Plain("2");
  Member members[] = {{&key, &one}, {&other, &one}, {&key, &two}};
  Node map;
  map.kind = NodeKind::kMapping;
  map.members = members;
  EXPECT_EQ(map.Find("a"), &two);
  EXPECT_EQ(map.FindMember("A")->key, &other);
  EXPECT_EQ(map.Find("b"), nullptr);
  EXPECT_EQ(one.Find("a"), nullptr);
}

}  // namespace
}  // namespace interlock
