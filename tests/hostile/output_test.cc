// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "tests/hostile/repository.h"

namespace interlock::test {
namespace {

using nlohmann::json;

constexpr std::string_view kFormats[] = {"text",       "json",     "sarif",
                                         "junit",      "github",   "gitlab",
                                         "checkstyle", "markdown", "rdjson"};

// A name that would be a command, a tag, a quote and a line of its own.
constexpr std::string_view kName =
    "migrations/1\n::error::owned\r\n##vso[x]\"'<b>&%0A`|\x1b[31m.sql";

TEST_F(HostileTest, PathsThatAreCommands) {
  Write(kName, "SELECT FROM WHERE;\n");
  for (std::string_view format : kFormats) {
    const Ended ended = Check({"--output=" + std::string(format)});
    EXPECT_EQ(ended.exit, 1) << format;
    EXPECT_FALSE(HasLine(ended.out, "::error::owned", "")) << format;
    EXPECT_FALSE(HasLine(ended.out, "##vso", "")) << format;
    EXPECT_EQ(ended.out.find('\x1b'), std::string::npos) << format;
    if (format == "junit" || format == "checkstyle") {
      EXPECT_EQ(ended.out.find("<b>"), std::string::npos) << format;
    }
  }
}

TEST_F(HostileTest, PathsThatAreNoText) {
  Write("migrations/1_\xff\xfe\xe9.sql", "SELECT FROM WHERE;\n");
  for (std::string_view format : {"json", "sarif", "rdjson", "gitlab"}) {
    const Ended ended = Check({"--output=" + std::string(format)});
    EXPECT_EQ(ended.exit, 1) << format;
    EXPECT_FALSE(json::parse(ended.out, nullptr, false).is_discarded())
        << format;
  }
}

TEST_F(HostileTest, TextThatIsACommand) {
  WriteSql(
      "-- \x1b]0;owned\x07\n"
      "::error::owned\n::set-output name=a::b\n"
      "SELECT \"\x1b[2J\" FROM WHERE ::error:: ;\n");
  WriteWorkflow(
      "on: push\n\"a\\n::error::owned\": 1\n\"a\\n::error::owned\": "
      "2\njobs: [\n");
  for (std::string_view format : kFormats) {
    const Ended ended = Check({"--output=" + std::string(format)});
    EXPECT_EQ(ended.exit, 1) << format;
    EXPECT_FALSE(HasLine(ended.all(), "::error::owned", "")) << format;
    EXPECT_FALSE(HasLine(ended.all(), "::set-output", "")) << format;
    EXPECT_EQ(ended.all().find('\x1b'), std::string::npos) << format;
    EXPECT_EQ(ended.all().find('\x07'), std::string::npos) << format;
  }
}

TEST_F(HostileTest, GiganticSuppressions) {
  std::string text = "-- interlock:ignore[" + Repeat("sql-syntax,", 50000) +
                     "x] " + Repeat("why ", 50000) + "\nSELECT FROM WHERE;\n";
  text += "-- interlock:ignore[" + std::string(500000, 'z') + "] r\n";
  text += "-- interlock:ignore[" + Repeat("[", 500000) + "\n";
  text += Repeat("-- interlock:ignore[sql-syntax] r\n", 20000);
  text += Repeat("-- interlock:ignore-file[no-such-rule] r\n", 2000);
  WriteSql(text + "SELECT FROM WHERE;\n");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("suppression-unknown-rule"), std::string::npos);
}

TEST_F(HostileTest, ThirtyThousandFindings) {
  WriteSql(Repeat("UPDATE accounts SET name = 'x';\n", 30000));
  for (std::string_view format : kFormats) {
    const Ended ended = Check({"--output=" + std::string(format)});
    EXPECT_EQ(ended.exit, 1) << format;
  }
  const Ended full = Check({"--output=json"});
  const json report = json::parse(full.out, nullptr, false);
  ASSERT_FALSE(report.is_discarded());
  EXPECT_GE(report["findings"].size(), 30000u);

  const Ended cut = Check({"--output=sarif"});
  const json sarif = json::parse(cut.out, nullptr, false);
  ASSERT_FALSE(sarif.is_discarded());
  EXPECT_LE(sarif["runs"][0]["results"].size(), 25000u);
  EXPECT_NE(cut.out.find("toolExecutionNotifications"), std::string::npos);
}

TEST_F(HostileTest, FindingsOnOneLongLine) {
  WriteSql(Repeat("UPDATE accounts SET name = 'x'; ", 10000));
  for (std::string_view format : kFormats) {
    const Ended ended = Check({"--output=" + std::string(format)});
    EXPECT_EQ(ended.exit, 1) << format;
    EXPECT_LT(ended.out.size(), 100'000'000u) << format;
  }
}

TEST_F(HostileTest, OutputThatCannotBeWritten) {
  WriteSql("SELECT FROM WHERE;\n");
  const Ended ended = Check({"--output=json=/no/such/folder/report.json"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_NE(ended.err.find("/no/such/folder"), std::string::npos);
}

}  // namespace
}  // namespace interlock::test
