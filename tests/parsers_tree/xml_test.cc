// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/xml.h"

#include <gtest/gtest.h>

namespace interlock {
namespace {

std::string Dump(std::string text) {
  Source source("a.xml", std::move(text));
  XmlFile file = ParseXml(source);
  std::string out;
  for (const XmlElement& element : file.elements) {
    out += std::to_string(element.parent) + " " + std::string(element.name);
    for (const XmlAttribute& one : element.attributes) {
      out += " " + std::string(one.name) + "=" +
             std::string(source.Text(one.span));
    }
    if (!element.text.empty()) {
      out += " '" + std::string(source.Text(element.text)) + "'";
    }
    out += "\n";
  }
  for (const SyntaxError& error : file.errors) {
    out += std::to_string(error.span.begin) + ": " + error.message + "\n";
  }
  return out;
}

TEST(ParseXml, ReadsElementsWithTheirAttributesAndTexts) {
  EXPECT_EQ(Dump("<?xml version='1.0'?>\n<a x=\"1\" y='2'> t <b/>u</a>\n"),
            "-1 a x=1 y=2 't'\n0 b\n");
  EXPECT_EQ(Dump("<n:a><n:b n:c=\"\"><![CDATA[ <x> ]]></n:b></n:a>"),
            "-1 a\n0 b c= '<x>'\n");
  EXPECT_EQ(Dump("<a><!-- <b> --></a >"), "-1 a\n");
}

TEST(ParseXml, ExpandsNothing) {
  EXPECT_EQ(Dump("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
            "0: a document type is not read\n");
  EXPECT_EQ(Dump("<a>&lt;&b;</a>"), "-1 a '&lt;&b;'\n");
}

TEST(ParseXml, StopsAtTheFirstMistake) {
  EXPECT_EQ(Dump("<a><b></a></b>"),
            "-1 a\n0 b\n6: 'a' is closed, but not open\n");
  EXPECT_EQ(Dump("<a"), "2: this is no attribute\n");
  EXPECT_EQ(Dump("<a b=1>"), "3: this is no attribute\n");
  EXPECT_EQ(Dump("<a b=\"1>"), "5: the value of 'b' has no end\n");
  EXPECT_EQ(Dump("<a>"), "-1 a\n1: the element 'a' is never closed\n");
  EXPECT_EQ(Dump("<!-- a"), "0: this comment has no end\n");
  EXPECT_EQ(Dump("< a>"), "1: found '<' where no element begins\n");
  EXPECT_EQ(Dump("</a>"), "0: 'a' is closed, but not open\n");
}

TEST(ParseXml, RefusesToNestTooDeeply) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "<a>";
  Source source("a.xml", text);
  XmlFile file = ParseXml(source);
  ASSERT_EQ(file.errors.size(), 1u);
  EXPECT_EQ(file.errors[0].message, "elements nest too deeply");
  EXPECT_EQ(file.elements.size(), size_t{kMaxTreeDepth});
}

TEST(ParseXml, KeepsEveryPlaceInTheText) {
  Source source("a.xml", "<a><b>x</b></a>");
  XmlFile file = ParseXml(source);
  ASSERT_EQ(file.elements.size(), 2u);
  EXPECT_EQ(source.Text(file.elements[0].span), "<a><b>x</b></a>");
  EXPECT_EQ(source.Text(file.elements[1].span), "<b>x</b>");
  EXPECT_EQ(source.Text(file.elements[1].name_span), "b");
}

}  // namespace
}  // namespace interlock
