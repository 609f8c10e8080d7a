// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/env.h"

#include <gtest/gtest.h>

#include "tests/parsers_tree/tree_text.h"

namespace interlock {
namespace {

using testing::FirstError;
using testing::Spans;
using testing::Values;

TEST(EnvTest, ReadsAssignments) {
  Source source("a.env",
                "# c\nA=1\nexport B = x y  # d\nC='it # s'\nD=\"a\\n\\\"b\"\n"
                "E=\nF=a#b\nexport=7\nG_2.x-y=z=w\n");
  Document doc = ParseEnv(source);
  EXPECT_EQ(Values(doc),
            "{A=1,B=x y,C=it # s,D=a\n\"b,E=~,F=a#b,export=7,G_2.x-y=z=w};");
  ASSERT_EQ(doc.comments.size(), 2u);
  EXPECT_TRUE(doc.comments[0].own_line);
  EXPECT_EQ(source.Text(doc.comments[1].span), "# d");
}

TEST(EnvTest, SpansAreExact) {
  Source source("a.env",
                "\xEF\xBB\xBF"
                "A = \xC3\xA9 \r\nB='x\r\ny' # z\r\n");
  Document doc = ParseEnv(source);
  ASSERT_TRUE(doc.ok()) << FirstError(doc);
  EXPECT_EQ(Spans(doc).substr(Spans(doc).find("\nA\n")),
            "\nA\n\xC3\xA9\nB\n'x\r\ny'\n");
}

TEST(EnvTest, GoesOnAfterErrors) {
  Source source("a.env", "A=1\nnot an assignment\n=x\n2B=3\nC=\"x\" y\nD=4\n");
  Document doc = ParseEnv(source);
  EXPECT_EQ(doc.errors.size(), 4u);
  EXPECT_EQ(FirstError(doc),
            "4: found 'not', expected NAME=value (begin a comment with '#'; a "
            "name has letters, digits and '_')");
  EXPECT_EQ(doc.root()->Find("D")->text, "4");
}

TEST(EnvTest, RecordsDuplicatesAndOpenQuotes) {
  Source source("a.env", "A=1\nA=2\nB='open\nC=3\n");
  Document doc = ParseEnv(source);
  EXPECT_EQ(doc.duplicates.size(), 1u);
  EXPECT_TRUE(FirstError(doc).starts_with("10: found the end of the file"));
  EXPECT_EQ(doc.root()->Find("C")->text, "3");
}

TEST(EnvTest, HostileInputEndsSoon) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "A=\"\\\n";
  Source source("a.env", text);
  EXPECT_FALSE(ParseEnv(source).ok());
  EXPECT_LE(ParseEnv(source).errors.size(), size_t{kMaxSyntaxErrors});
}

}  // namespace
}  // namespace interlock
