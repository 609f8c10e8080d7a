// SPDX-License-Identifier: Apache-2.0
// The example repository, and the pages that quote what interlock says of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "cli/command.h"
#include "core/text.h"
#include "engine/config_reader.h"

namespace interlock {
namespace {

using ::testing::HasSubstr;

constexpr const char* kRoot = INTERLOCK_SOURCE_DIR;

std::string Interlock(std::vector<std::string> arguments, int* code = nullptr) {
  StringWriter out, err;
  cli::World world{DiskFileSystem(),
                   SystemClock(),
                   out,
                   err,
                   kRoot,
                   false,
                   false,
                   [](const char*) { return std::string(); },
                   [] { return std::string(); }};
  int got = cli::RunCommandLine(arguments, world);
  if (code != nullptr) *code = got;
  return out.text() + err.text();
}

std::string Read(const std::string& path) {
  auto text = DiskFileSystem().Read(std::string(kRoot) + "/" + path);
  EXPECT_TRUE(text.ok()) << text.error().Text();
  return text.ok() ? text.value() : std::string();
}

const std::vector<std::string> kCheck = {"check",     "examples/release-train",
                                         "--now",     "2026-01-15",
                                         "-o",        "concise",
                                         "--no-cache"};

TEST(Example, FindsWhatItAlwaysFound) {
  std::string golden = "testdata/examples/release-train.golden";
  int code = 0;
  std::string found = Interlock(kCheck, &code);
  EXPECT_EQ(code, 1);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    auto written =
        DiskFileSystem().Write(std::string(kRoot) + "/" + golden, found);
    ASSERT_TRUE(written.ok());
  }
  EXPECT_EQ(found, Read(golden));
}

TEST(Example, ShowsTheFiveHazards) {
  std::string found = Interlock(kCheck);
  for (const char* rule :
       {"[index-not-concurrent]", "[lock-timeout-missing]",
        "[destructive-without-rollback]", "[vulnerability-exception-expired]",
        "[required-check-not-produced]"}) {
    EXPECT_THAT(found, HasSubstr(rule));
  }
}

TEST(Example, GivesTheSameBytesForAnyNumberOfThreads) {
  for (const char* format : {"json", "sarif", "text"}) {
    std::vector<std::string> check = kCheck;
    check[5] = format;
    check.push_back("--threads");
    check.push_back("1");
    std::string one = Interlock(check);
    for (const char* threads : {"2", "8"}) {
      check.back() = threads;
      EXPECT_EQ(Interlock(check), one) << format << " on " << threads;
    }
  }
}

// A ```console block shows a command and parts of what it prints; "..." stands
// for what is left out.
TEST(Readme, ShowsWhatInterlockPrints) {
  std::string readme = Read("README.md");
  size_t begin = readme.find("```console\n$ scripts/run ");
  ASSERT_NE(begin, std::string::npos);
  begin = readme.find("scripts/run ", begin) + 12;
  size_t end = readme.find("\n```", begin);
  auto lines = Split(std::string_view(readme).substr(begin, end - begin), '\n');
  std::vector<std::string> arguments;
  for (std::string_view word : Split(lines[0], ' ')) {
    arguments.emplace_back(word);
  }
  arguments.push_back("--no-cache");
  std::string printed = Interlock(arguments);
  size_t at = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i] == "..." || lines[i].empty()) continue;
    size_t next = printed.find(std::string(lines[i]) + "\n", at);
    EXPECT_NE(next, std::string::npos) << "not printed: " << lines[i];
    if (next != std::string::npos) at = next + lines[i].size();
  }
  EXPECT_GT(lines.size(), 10u);
}

TEST(Docs, AreWhatTheRulesSay) {
  int code = 0;
  std::string said =
      Interlock({"docs", std::string(kRoot) + "/docs", "--check"}, &code);
  EXPECT_EQ(code, 0) << said;
}

TEST(Docs, TheConfigInThePageIsAccepted) {
  std::string page = Read("docs/configuration.md");
  size_t begin = page.find("```yaml\nversion: 1\n") + 8;
  size_t end = page.find("\n```", begin);
  ASSERT_NE(end, std::string::npos);
  Config config;
  auto errors = ReadConfig(
      std::make_unique<Source>("page", page.substr(begin, end - begin)),
      config);
  for (const Error& error : errors) ADD_FAILURE() << error.Text();
}

TEST(Docs, EveryConfigKeyIsOnThePage) {
  std::string page = Read("docs/configuration.md");
  for (const ConfigSection& section : ConfigSections()) {
    for (const ConfigKey& key : section.keys) {
      std::string name(section.name);
      if (!name.empty()) name += ".";
      name += key.name;
      if (key.schema.empty()) continue;
      EXPECT_THAT(page, HasSubstr("`" + name + "`"));
    }
  }
}

}  // namespace
}  // namespace interlock
