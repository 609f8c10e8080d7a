// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kTexts[] = {
    "-- head\nCREATE TABLE s.t (\n  a int NOT NULL, -- x\n  b text DEFAULT "
    "'\u00e9;'\n);\nALTER TABLE t ADD c int,\n  DROP d;\n",
    "CREATE INDEX CONCURRENTLY i ON t (lower(a)) WHERE b IS NOT NULL;\n"
    "/* c */ UPDATE t SET a = 1 WHERE b = '\U0001F600' RETURNING a;\n",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$ SELECT ';' $x$;\n"
    "DO $$ BEGIN NULL; END $$;\nCOMMENT ON COLUMN s.t.a IS 'x';\n",
    "CREATE TYPE m AS ENUM ('a', 'b');\nGRANT ALL ON t, u TO PUBLIC;\n"
    "DROP TRIGGER g ON t;\nSELECT set_config('a', 'b', true);\n",
    "ALTER TABLE t RENAME a TO \"B\";\nCREATE POLICY p ON t USING (a > 1);\n"
    "CREATE VIEW v AS SELECT a, b AS c FROM t;\nSET lock_timeout = '1s';\n",
};

void ExpectLegal(const Parsed& p) {
  uint32_t before = 0;
  for (const Statement& s : p.file.statements) {
    EXPECT_LE(before, s.span.begin);
    EXPECT_LT(s.span.begin, s.span.end);
    EXPECT_LE(s.span.end, p.source.size());
    before = s.span.end;
    EXPECT_GE(s.op_count, 1u);
    for (const Op* op : p.file.OpsOf(s)) {
      EXPECT_LE(s.span.begin, op->span.begin);
      EXPECT_LE(op->span.begin, op->span.end);
      EXPECT_LE(op->span.end, s.span.end);
    }
    EXPECT_LT(s.unit, p.file.units.size());
  }
  for (const SyntaxError& e : p.file.errors) {
    EXPECT_LE(e.span.begin, e.span.end);
    EXPECT_LE(e.span.end, p.source.size());
    EXPECT_FALSE(e.message.empty());
  }
  for (const Comment& c : p.file.comments) {
    EXPECT_LT(c.span.begin, c.span.end);
    EXPECT_LE(c.span.end, p.source.size());
  }
}

std::string SpanTexts(const Parsed& p) {
  std::string out;
  for (const Op* op : p.file.ops) {
    out += std::string(NameOf(op->kind)) + ":";
    out += std::string(p.Text(op->span)) + "|";
  }
  return out;
}

TEST(Laws, EachStatementAloneGivesTheSameOps) {
  for (std::string_view text : kTexts) {
    Parsed whole{std::string(text)};
    ASSERT_EQ(whole.Error(), "");
    ExpectLegal(whole);
    std::string together;
    for (const Statement& s : whole.file.statements) {
      Parsed alone{std::string(whole.Text(s.span))};
      ASSERT_EQ(alone.file.statements.size(), 1u);
      EXPECT_EQ(alone.Statements(), whole.Text(s.span));
      together += SpanTexts(alone);
    }
    EXPECT_EQ(together, SpanTexts(whole));
  }
}

TEST(Laws, LineEndsAndAByteOrderMarkChangeNothing) {
  for (std::string_view text : kTexts) {
    std::string crlf = "\xEF\xBB\xBF";
    for (char c : text) {
      if (c == '\n') crlf += '\r';
      crlf += c;
    }
    std::string found = SpanTexts(Parsed(crlf));
    std::erase(found, '\r');
    EXPECT_EQ(found, SpanTexts(Parsed{std::string(text)}));
  }
}

TEST(Laws, RecoveryFindsWhatTheGrammarFinds) {
  for (std::string_view text : kTexts) {
    Parsed broken(std::string(text) + "UPDATE TABLE x;");
    EXPECT_EQ(broken.file.errors.size(), 1u);
    EXPECT_EQ(SpanTexts(broken), SpanTexts(Parsed{std::string(text)}));
  }
}

TEST(Laws, MutationsStayLegal) {
  std::mt19937 random(11);
  constexpr std::string_view kBytes = "();'\"$-/*\\:{}\n,aE \xC3\xFF";
  for (int round = 0; round < 3000; ++round) {
    std::string text(kTexts[random() % std::size(kTexts)]);
    for (unsigned i = 0, n = 1 + random() % 4; i < n; ++i) {
      size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = kBytes[random() % kBytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 20);
          break;
        default:
          text.insert(at, 1, kBytes[random() % kBytes.size()]);
      }
      if (text.empty()) text = ";";
    }
    Parsed p(text);
    ExpectLegal(p);
    if (HasFailure()) FAIL() << text;
  }
}

}  // namespace
}  // namespace interlock::sql
