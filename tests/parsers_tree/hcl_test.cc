// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/hcl.h"

#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"

namespace interlock {
namespace {

using testing::FirstError;
using testing::Values;

std::string Read(std::string text) {
  Source source("a.tf", std::move(text));
  return Values(ParseHcl(source));
}

TEST(HclTest, ReadsBlocksAndAttributes) {
  EXPECT_EQ(Read("resource \"a\" \"b\" {\n  c = 1\n}\n"),
            "{resource={a={b={<hcl:block>,c=1}}}};");
  EXPECT_EQ(Read("x {}\nx { y = true }\n"),
            "{x={<hcl:block>},x={<hcl:block>,y=true}};");
  EXPECT_EQ(Read("a = null\nb = -1.5\nc = 1e3\n"), "{a=null,b=-1.5,c=1e3};");
  EXPECT_EQ(Read(""), "{};");
}

TEST(HclTest, ReadsListsAndObjects) {
  EXPECT_EQ(Read("a = [\"x\", # one\n  # two\n  \"y\",\n]\n"), "{a=[x,y]};");
  EXPECT_EQ(Read("a = { b = 1, \"c\" : [2]\n d = 3 }\n"),
            "{a={b=1,c=[2],d=3}};");
  EXPECT_EQ(Read("a = [\n  \"x\" # one\n  # two\n]\n"), "{a=[x]};");
}

TEST(HclTest, WhatIsEvaluatedIsAnExpression) {
  for (const char* text :
       {"var.x", "f(1, 2)", "\"a-${var.b}\"", "1 + 2", "a ? \"b\" : \"c\"",
        "[for x in y : x]", "{ for k, v in m : k => v }", "[1][0]",
        "x[\"${\"q\"}\"]", "\"%{ if x }y%{ endif }\"", "!a", "f(\n1\n)"}) {
    EXPECT_EQ(Read("a = " + std::string(text) + "\nb = 1\n"),
              "{a=<hcl:expression>" + std::string(text) + ",b=1};");
  }
  EXPECT_EQ(Read("a = [var.x, \"y\"]\n"), "{a=[<hcl:expression>var.x,y]};");
}

TEST(HclTest, DecodesTexts) {
  EXPECT_EQ(Read(R"(a = "q\"\t\u00e9$${x}\\")"), "{a=q\"\t\xC3\xA9${x}\\};");
  EXPECT_EQ(Read("a = <<-EOT\n    x\n      y\n  EOT\nb = 1\n"),
            "{a=<tag:yaml.org,2002:str>x\n  y\n,b=1};");
  EXPECT_EQ(Read("a = <<EOT\n${x}\nEOT\n"),
            "{a=<hcl:expression><<EOT\n${x}\nEOT};");
}

TEST(HclTest, KeepsComments) {
  Source source("a.tf", "# a\nb = 1 // c\n/* d\n */ x {}\n");
  Document doc = ParseHcl(source);
  ASSERT_TRUE(doc.ok()) << FirstError(doc);
  ASSERT_EQ(doc.comments.size(), 3u);
  EXPECT_TRUE(doc.comments[0].own_line);
  EXPECT_FALSE(doc.comments[1].own_line);
  EXPECT_EQ(source.Text(doc.comments[2].span), "/* d\n */");
}

TEST(HclTest, GoesOnAfterAnError) {
  std::string read = Read("a == 1\nb = 2\nc { d = 1\n");
  EXPECT_NE(read.find("b=2"), std::string::npos) << read;
  EXPECT_NE(read.find("end of the file inside the block"), std::string::npos);
  EXPECT_NE(Read("}\na = 1\n").find("a=1"), std::string::npos);
  EXPECT_NE(Read("x \"open {\n").find("ERROR"), std::string::npos);
  EXPECT_NE(Read("a = 1 b = 2\n").find("a=<hcl:expression>1 b = 2"),
            std::string::npos);
}

std::string Repeat(std::string_view unit, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += unit;
  return out;
}

TEST(HclTest, DeepNestingIsAnError) {
  for (const std::string& text :
       {Repeat("a {\n", 100'000), "x = " + Repeat("[", 100'000),
        "x = " + Repeat("{a=", 100'000), Repeat("a \"b\" ", 100'000)}) {
    EXPECT_NE(Read(text).find("more than 250 levels"), std::string::npos);
  }
  EXPECT_EQ(Read("a = " + Repeat("(", 100'000)).substr(0, 3), "{a=");
  EXPECT_EQ(Read("a = \"" + Repeat("${\"", 100'000)).substr(0, 3), "{a=");
}

}  // namespace
}  // namespace interlock
