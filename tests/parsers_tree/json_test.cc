// SPDX-License-Identifier: Apache-2.0
#include "parsers/json/json.h"

#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"

namespace interlock {
namespace {

using testing::FirstError;
using testing::Spans;
using testing::Values;

std::string Read(std::string text, JsonDialect dialect = JsonDialect::kStrict) {
  Source source("a.json", std::move(text));
  return Values(ParseJson(source, dialect));
}

std::string Refuse(std::string text,
                   JsonDialect dialect = JsonDialect::kStrict) {
  Source source("a.json", std::move(text));
  Document doc = ParseJson(source, dialect);
  EXPECT_TRUE(doc.roots.empty());
  return FirstError(doc);
}

TEST(JsonTest, ReadsValues) {
  EXPECT_EQ(Read(R"({"a": [1, -2.50e3, true, null], "b": {}, "c": []})"),
            "{a=[1,-2.50e3,true,null],b={},c=[]};");
  EXPECT_EQ(Read(R"("\u00e9\ud83d\ude00\"\\\n")"),
            "\xC3\xA9\xF0\x9F\x98\x80\"\\\n;");
  EXPECT_EQ(Read("\xEF\xBB\xBF 7 "), "7;");
}

TEST(JsonTest, StringsAreQuotedAndTheRestPlain) {
  Source source("a.json", R"(["null", null, "1", 1])");
  Document doc = ParseJson(source, JsonDialect::kStrict);
  std::span<const Node* const> items = doc.root()->items;
  EXPECT_FALSE(items[0]->IsNull());
  EXPECT_TRUE(items[1]->IsNull());
  EXPECT_EQ(Resolve(*items[2]).type, ScalarType::kString);
  EXPECT_EQ(Resolve(*items[3]).type, ScalarType::kInt);
}

TEST(JsonTest, SpansAreExact) {
  Source source(
      "a.json",
      "\xEF\xBB\xBF{\r\n \"\xC3\xA9\" : [ 1.5 ,\"x\\\"]\", {} ] }\r\n");
  Document doc = ParseJson(source, JsonDialect::kStrict);
  EXPECT_EQ(Spans(doc),
            "{\r\n \"\xC3\xA9\" : [ 1.5 ,\"x\\\"]\", {} ] }\n"
            "\"\xC3\xA9\"\n[ 1.5 ,\"x\\\"]\", {} ]\n1.5\n\"x\\\"]\"\n{}\n");
}

TEST(JsonTest, RefusesASecondByteOrderMark) {
  std::string_view twice = "\xEF\xBB\xBF\xEF\xBB\xBF{}";
  for (JsonDialect dialect :
       {JsonDialect::kStrict, JsonDialect::kWithComments}) {
    EXPECT_NE(Refuse(std::string(twice), dialect)
                  .find("found a second byte order mark"),
              std::string::npos);
  }
}

TEST(JsonTest, NumbersOfAnySizeKeepTheirText) {
  EXPECT_EQ(Read("[1e999, -1E+9999, 123456789012345678901234567890, \"1e9\"]"),
            "[1e999,-1E+9999,123456789012345678901234567890,1e9];");
  std::string digits(2000, '7');
  EXPECT_EQ(Read(digits), digits + ";");
  EXPECT_TRUE(Refuse("[1e999, 1e]").starts_with("8: found '1e', expected"));
}

TEST(JsonTest, RecordsDuplicates) {
  Source source("a.json", R"({"a": 1, "b": {"a": 2}, "\u0061": 3})");
  Document doc = ParseJson(source, JsonDialect::kStrict);
  ASSERT_EQ(doc.duplicates.size(), 1u);
  EXPECT_EQ(source.Text(doc.duplicates[0].again->span), "\"\\u0061\"");
  EXPECT_EQ(doc.root()->Find("a")->text, "3");
}

TEST(JsonTest, CommentsAndTrailingCommasInTheirDialectOnly) {
  std::string text =
      "// one\n{\"a\": [1, /* two */ 2, // three\n ], \"b\": \"//,]\",}\n";
  Source source("a.jsonc", text);
  Document doc = ParseJson(source, JsonDialect::kWithComments);
  EXPECT_EQ(Values(doc), "{a=[1,2],b=//,]};");
  ASSERT_EQ(doc.comments.size(), 3u);
  EXPECT_TRUE(doc.comments[0].own_line);
  EXPECT_EQ(source.Text(doc.comments[1].span), "/* two */");
  EXPECT_FALSE(doc.comments[2].own_line);
  EXPECT_EQ(source.Text(doc.root()->Find("a")->span),
            "[1, /* two */ 2, // three\n ]");
  EXPECT_TRUE(Refuse(text).starts_with("0: found '//', "));
  EXPECT_TRUE(Refuse("[1,]").starts_with("3: found ']', expected a value"));
}

TEST(JsonTest, OtherCommasStayErrors) {
  for (const char* text : {"[,]", "[1,,]", "{,}", "[1,,2]", ",", "[1],"}) {
    EXPECT_NE(Refuse(text, JsonDialect::kWithComments), "no error") << text;
  }
  EXPECT_TRUE(Refuse("[1] /* x", JsonDialect::kWithComments)
                  .starts_with("4: found the end of the file inside a"));
}

TEST(JsonTest, ErrorsNameWhatWasFoundAndExpected) {
  EXPECT_EQ(Refuse("{'a': 1}"),
            "1: found ''a'', expected a key in double quotes (use double "
            "quotes)");
  EXPECT_EQ(Refuse("[1 2]"),
            "3: found '2', expected ',' or ']' (correct the JSON at this "
            "place)");
  EXPECT_EQ(Refuse("{\"a\" 1}"),
            "5: found '1', expected ':' (correct the JSON at this place)");
  EXPECT_EQ(Refuse("[1"),
            "2: found the end of the file, expected ',' or ']' (close every "
            "bracket and quote)");
  EXPECT_EQ(Refuse("{\"a\":1} x"),
            "8: found 'x', expected the end of the file (correct the JSON at "
            "this place)");
  EXPECT_TRUE(Refuse("").starts_with("0: found the end of the file"));
  EXPECT_TRUE(Refuse("[NaN]").ends_with("(JSON has no such value; use null)"));
  EXPECT_TRUE(Refuse("[01]").starts_with("2: found '1', expected ','"));
  EXPECT_TRUE(Refuse("[\"a\nb\"]").starts_with("1: found '\"a', invalid"));
  EXPECT_TRUE(Refuse("[\"\\ud800\"]").starts_with("1: found"));
}

TEST(JsonTest, RefusesBytesThatAreNoText) {
  EXPECT_TRUE(Refuse("[\"\xC3\"]").starts_with("2: found byte 0xC3"));
  EXPECT_TRUE(Refuse(std::string("[1,\0]", 5)).starts_with("3: found control"));
}

TEST(JsonTest, DeepNestingIsAnError) {
  for (const char* unit : {"[", "{\"a\":"}) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += unit;
    EXPECT_NE(Refuse(text).find("more than 250 levels"), std::string::npos);
  }
}

TEST(JsonTest, LargeInputsTakeLinearTime) {
  std::string text = "[";
  for (int i = 0; i < 300'000; ++i) text += "{\"a\":1e999},";
  text += "0,]";
  Source source("a.json", text);
  EXPECT_TRUE(ParseJson(source, JsonDialect::kWithComments).ok());
}

}  // namespace
}  // namespace interlock
