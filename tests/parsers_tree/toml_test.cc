// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/toml.h"

#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"

namespace interlock {
namespace {

using testing::FirstError;
using testing::Values;

std::string Read(std::string text) {
  Source source("a.toml", std::move(text));
  return Values(ParseToml(source));
}

TEST(TomlTest, ReadsTablesInTheOrderOfTheFile) {
  EXPECT_EQ(Read("b = 1\na = 'x'\n[z.y]\nq.p = [1, 2]\n[c]\n"),
            "{b=1,a=x,z={y={q={p=[1,2]}}},c={}};");
  EXPECT_EQ(Read("[[a]]\nn = 1\n[[a]]\nn = 2\n[a.b]\n"),
            "{a=[{n=1},{n=2,b={}}]};");
  EXPECT_EQ(Read(""), "{};");
}

TEST(TomlTest, ScalarsResolve) {
  Source source("a.toml",
                "a = 1_000\nb = 0b11\nc = -inf\nd = nan\ne = 2022-11-09\n"
                "f = 'true'\ng = true\nh = 1_0.5\ni = 0x1F\n");
  Document doc = ParseToml(source);
  ASSERT_TRUE(doc.ok()) << FirstError(doc);
  EXPECT_EQ(Resolve(*doc.root()->Find("a")).number, 1000);
  EXPECT_EQ(Resolve(*doc.root()->Find("b")).number, 3);
  EXPECT_LT(Resolve(*doc.root()->Find("c")).number, 0);
  EXPECT_EQ(Resolve(*doc.root()->Find("d")).type, ScalarType::kFloat);
  EXPECT_EQ(doc.root()->Find("e")->text, "2022-11-09");
  EXPECT_TRUE(doc.root()->Find("e")->plain());
  EXPECT_EQ(doc.root()->Find("f")->style, ScalarStyle::kSingle);
  EXPECT_TRUE(IsTrue(doc.root()->Find("g")));
  EXPECT_EQ(Resolve(*doc.root()->Find("h")).number, 10.5);
  EXPECT_EQ(Resolve(*doc.root()->Find("i")).number, 31);
}

TEST(TomlTest, SpansAreBytes) {
  Source source("a.toml",
                "\xEF\xBB\xBF\"\xC3\xA9\" = \"\xF0\x9F\x98\x80\" # c\r\n"
                "[t]\r\nd = 1979-05-27 07:32:00\r\ns = '''\r\nx'''\r\n"
                "i = {a.b = [1, 2], \"q\" = \"\"\"z\"\"\"}\r\n");
  Document doc = ParseToml(source);
  ASSERT_TRUE(doc.ok()) << FirstError(doc);
  const Member* first = doc.root()->FindMember("\xC3\xA9");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(source.Text(first->key->span), "\"\xC3\xA9\"");
  EXPECT_EQ(source.Text(first->value->span), "\"\xF0\x9F\x98\x80\"");
  const Node* table = doc.root()->Find("t");
  EXPECT_TRUE(source.Text(table->span).starts_with("[t]\r\nd"));
  EXPECT_TRUE(source.Text(table->span).ends_with("\"\"\"z\"\"\"}"));
  EXPECT_EQ(source.Text(table->Find("d")->span), "1979-05-27 07:32:00");
  EXPECT_EQ(source.Text(table->Find("s")->span), "'''\r\nx'''");
  EXPECT_EQ(source.Text(table->Find("i")->Find("a")->Find("b")->span),
            "[1, 2]");
  ASSERT_EQ(doc.comments.size(), 1u);
  EXPECT_EQ(source.Text(doc.comments[0].span), "# c");
}

TEST(TomlTest, ErrorsHaveAPlace) {
  Source source("a.toml", "a = 1\nb = = 2\n");
  Document doc = ParseToml(source);
  ASSERT_EQ(doc.errors.size(), 1u);
  EXPECT_GE(doc.errors[0].span.begin, 8u);
  EXPECT_LE(doc.errors[0].span.begin, 11u);
  EXPECT_TRUE(doc.roots.empty());
  EXPECT_NE(Read("a = 1\na = 2\n").find("redefine"), std::string::npos);
  EXPECT_NE(Read("[[\n[").find("a table's name"), std::string::npos);
  EXPECT_NE(Read("[ =]\n").find("a table's name"), std::string::npos);
  EXPECT_EQ(Read("[ 'a' ]\nb = [\n  [1]]\n"), "{a={b=[[1]]}};");
  EXPECT_NE(Read("\xD2\x97 = 1\n").find("outside quotes"), std::string::npos);
  EXPECT_NE(Read("a = \"\xFF\"\n").find("0xFF"), std::string::npos);
}

std::string Repeat(std::string_view unit, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += unit;
  return out;
}

TEST(TomlTest, DeepNestingIsAnError) {
  for (const std::string& text :
       {"x = " + Repeat("[", 100'000), "x = " + Repeat("{a=", 100'000),
        Repeat("a.", 100'000) + "a = 1", "[" + Repeat("a.", 100'000) + "a]",
        "x = " + Repeat("{" + Repeat("a.", 100) + "a=", 200)}) {
    EXPECT_NE(Read(text).find("more than 250 levels"), std::string::npos);
  }
  EXPECT_EQ(Read("a = '" + Repeat(".", 1000) + "'").substr(0, 3), "{a=");
}

TEST(TomlTest, OneLongLineTakesLinearTime) {
  Source source("a.toml", "x = [" + Repeat("\"\xC3\xA9\",", 200'000) + "]");
  Document doc = ParseToml(source);
  ASSERT_TRUE(doc.ok());
  EXPECT_EQ(source.Text(doc.root()->Find("x")->items.back()->span),
            "\"\xC3\xA9\"");
}

}  // namespace
}  // namespace interlock
