// SPDX-License-Identifier: Apache-2.0
#include "tests/hostile/repository.h"

namespace interlock::test {
namespace {

class HostileConfig : public HostileTest {
 protected:
  void SetUp() override {
    HostileTest::SetUp();
    WriteSql("SELECT 1;\n");
  }
  // The config is refused, in few words, with its name.
  void ExpectRefused(std::string_view config) {
    Write(".interlock.yml", config);
    const Ended ended = Check();
    EXPECT_EQ(ended.exit, 2) << ended.all().substr(0, 2000);
    EXPECT_NE(ended.err.find(".interlock.yml"), std::string::npos)
        << ended.err.substr(0, 2000);
    EXPECT_LT(ended.all().size(), 20000u) << "echoes the input";
  }
};

TEST_F(HostileConfig, Nested) {
  ExpectRefused("version: 1\nexclude: " + Repeat("[", 100000) +
                Repeat("]", 100000));
}

TEST_F(HostileConfig, AliasBomb) {
  std::string text = "version: 1\nexclude:\n  - &a0 [x, x]\n";
  for (int i = 1; i < 64; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "  - &a" + std::to_string(i) + " [" + Repeat(last + ", ", 9) +
            last + "]\n";
  }
  ExpectRefused(text + "rules: *a63\nwaivers: *a63\n");
}

TEST_F(HostileConfig, Binary) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += static_cast<char>(i * 7 + 3);
  ExpectRefused(text);
}

TEST_F(HostileConfig, Numbers) {
  ExpectRefused("version: 1\nmax_waiver_days: 99999999999999999999999\n");
  ExpectRefused("version: 1\nmax_waiver_days: -1\n");
  ExpectRefused("version: 1\npostgresql: {version: 1e9}\n");
  ExpectRefused("version: 18446744073709551617\n");
}

TEST_F(HostileConfig, WrongKinds) {
  ExpectRefused("- 1\n");
  ExpectRefused("version: 1\nrules: 7\n");
  ExpectRefused("version: 1\nexclude: {a: b}\n");
  ExpectRefused("version: 1\nwaivers: [[[]]]\n");
  ExpectRefused("version: 1\n? [a, b]\n: c\n");
}

TEST_F(HostileConfig, UnknownKeyWithControlCharacters) {
  Write(".interlock.yml",
        "version: 1\n\"a\\e[2J\\e]0;owned\\a\\n::error::x\": 1\n");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err.find('\x1b'), std::string::npos);
  EXPECT_FALSE(HasLine(ended.all(), "::", "error"));
}

TEST_F(HostileConfig, ManyMistakes) {
  std::string text = "version: 1\n";
  for (int i = 0; i < 20000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  Write(".interlock.yml", text);
  EXPECT_EQ(Check().exit, 2);
}

TEST_F(HostileConfig, ManyWaivers) {
  std::string text = "version: 1\nwaivers:\n";
  for (int i = 0; i < 20000; ++i) {
    text += "  - {rule: sql-syntax, path: 'a" + std::to_string(i) +
            "/**/*b*c*', until: 2999-01-01, reason: r, approver: a}\n";
  }
  Write(".interlock.yml", text);
  WriteSql(Repeat("SELECT FROM WHERE;\n", 500));
  EXPECT_EQ(Check().exit, 1);
}

TEST_F(HostileConfig, GlobThatBacktracks) {
  Write(".interlock.yml", "version: 1\nexclude: ['" + Repeat("*a", 2000) +
                              "b', '" + Repeat("**/", 2000) + "z']\n");
  Write("migrations/" + std::string(200, 'a') + ".sql", "SELECT FROM WHERE;\n");
  EXPECT_EQ(Check().exit, 1);
}

TEST_F(HostileConfig, BaselineThatLies) {
  WriteSql("SELECT FROM WHERE;\n");
  for (const std::string& text :
       {std::string("{"), std::string("[]"), Repeat("[", 100000),
        std::string("{\"version\": 1, \"findings\": 7}"),
        std::string("\0\xff\xfe", 3)}) {
    Write("baseline.json", text);
    const Ended ended = Check({"--baseline=baseline.json"});
    EXPECT_EQ(ended.exit, 2) << text.substr(0, 40);
    EXPECT_NE(ended.err.find("baseline.json"), std::string::npos);
  }
}

TEST_F(HostileConfig, CommandLine) {
  const std::string long_word(100000, 'x');
  EXPECT_EQ(Check({"--output=" + long_word}).exit, 2);
  EXPECT_EQ(Check({long_word}).exit, 2);
  EXPECT_EQ(Check({"--threads=99999999999999999999"}).exit, 2);
  EXPECT_EQ(Check({"--threads=-1"}).exit, 2);
  EXPECT_EQ(Check({"--now=2026-13-45"}).exit, 2);
  EXPECT_EQ(Check({"--since=--output=/etc/x"}).exit, 2);
  EXPECT_EQ(Check({"no\nsuch\x1b[2Jpath"}).exit, 2);
}

}  // namespace
}  // namespace interlock::test
