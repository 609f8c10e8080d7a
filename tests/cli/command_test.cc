// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "cli/flags.h"
#include "engine/process.h"
#include "rules/registry.h"
#include "tests/cli/cli_fixture.h"

namespace interlock {
namespace {

using testing::CliTest;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kBadSql = "CREATE INDEX a ON t (id);\n";

TEST_F(CliTest, SaysItsVersionAndHelp) {
  EXPECT_EQ(Run({"--version"}), 0);
  EXPECT_THAT(out, ::testing::MatchesRegex("interlock [0-9.]+\n"));
  EXPECT_EQ(Run({"--help"}), 0);
  for (const cli::Command& command : cli::Commands()) {
    EXPECT_THAT(out, HasSubstr(std::string(command.summary)));
  }
  EXPECT_EQ(Run({}), 2);
}

TEST_F(CliTest, EveryCommandHasHelpThatNamesItsFlags) {
  for (const cli::Command& command : cli::Commands()) {
    EXPECT_EQ(Run({std::string(command.name), "--help"}), 0);
    for (const cli::Flag& flag : command.flags) {
      EXPECT_THAT(out, HasSubstr("--" + std::string(flag.name)));
    }
  }
}

TEST_F(CliTest, GuessesWhatWasMeant) {
  EXPECT_EQ(Run({"chekc"}), 2);
  EXPECT_THAT(err, HasSubstr("did you mean 'check'?"));
  EXPECT_EQ(Run({"an-unknown-command-of-some-length"}), 2);
  EXPECT_THAT(err, HasSubstr("'an-unknown-command-of-some-length'"));
  EXPECT_EQ(Run({"check", "--ouput", "json"}), 2);
  EXPECT_THAT(err, HasSubstr("did you mean --output?"));
  EXPECT_EQ(Run({"explain", "index-not-concurent"}), 2);
  EXPECT_THAT(err, HasSubstr("did you mean 'index-not-concurrent'?"));
  EXPECT_EQ(Run({"check", "--output", "yaml"}), 2);
  EXPECT_THAT(err, HasSubstr("sarif"));
}

TEST_F(CliTest, FlagsTakeTheirValuesInEveryForm) {
  constexpr cli::Flag kFlags[] = {{"name", 'n', "X", ""}, {"on", 'o', "", ""}};
  auto parse = [&](std::vector<std::string> given) {
    return cli::ParseArguments(given, kFlags);
  };
  for (auto given : std::vector<std::vector<std::string>>{
           {"--name", "a"}, {"--name=a"}, {"-n", "a"}, {"-na"}}) {
    auto parsed = parse(given);
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed.value().Value("name"), "a");
  }
  EXPECT_FALSE(parse({"--name"}).ok());
  EXPECT_FALSE(parse({"--on=1"}).ok());
  EXPECT_FALSE(parse({"-x"}).ok());
  auto words = parse({"a", "--", "--on", "-"});
  ASSERT_TRUE(words.ok());
  EXPECT_EQ(words.value().words().size(), 3u);
  EXPECT_FALSE(words.value().Has("on"));
}

TEST_F(CliTest, ExitCodesTellFindingsFromFailures) {
  files.files["/r/README"] = "";
  EXPECT_EQ(Run({"check"}), 3);
  files.files["/r/db/1.sql"] = "SELECT 1;\n";
  EXPECT_EQ(Run({"check"}), 0) << out;
  files.files["/r/db/1.sql"] = kBadSql;
  EXPECT_EQ(Run({"check"}), 1);
  EXPECT_EQ(Run({"check", "--exit-zero"}), 0);
  EXPECT_EQ(Run({"check", "--rule", "transaction-left-open"}), 0);
  files.files["/r/.interlock.yml"] = "rulez: {}\n";
  EXPECT_EQ(Run({"check"}), 2);
  EXPECT_THAT(err, HasSubstr(".interlock.yml:1:"));
  EXPECT_EQ(Run({"check", "--no-config"}), 1);
  EXPECT_EQ(Run({"check", "no/such/file"}), 2);
  EXPECT_THAT(err, HasSubstr("'no/such/file' does not exist"));
}

TEST_F(CliTest, AnUnreadableFileMakesTheRunPartial) {
  files.files["/r/db/1.sql"] = "SELECT 1;\n";
  files.files["/r/db/2.sql"] = "SELECT 2;\n";
  files.unreadable = {"/r/db/2.sql"};
  EXPECT_EQ(Run({"check"}), 4);
  EXPECT_THAT(out, HasSubstr("db/2.sql"));
}

TEST_F(CliTest, TheExitCodeDoesNotDependOnTheFormat) {
  files.files["/r/db/1.sql"] = kBadSql;
  for (const char* format :
       {"text", "concise", "json", "sarif", "junit", "github", "gitlab",
        "rdjson", "checkstyle", "markdown"}) {
    EXPECT_EQ(Run({"check", "--output", format}), 1) << format;
    EXPECT_FALSE(out.empty());
  }
}

TEST_F(CliTest, WritesSeveralFormatsAtOnce) {
  files.files["/r/db/1.sql"] = kBadSql;
  EXPECT_EQ(Run({"check", "-o", "text", "-o", "json=/r/out.json", "-o",
                 "sarif=/r/out.sarif"}),
            1);
  EXPECT_THAT(out, HasSubstr("index-not-concurrent"));
  EXPECT_THAT(files.files["/r/out.json"], HasSubstr("\"findings\""));
  EXPECT_THAT(files.files["/r/out.sarif"], HasSubstr("\"2.1.0\""));
}

TEST_F(CliTest, ColourNeedsATerminalOrTheWish) {
  files.files["/r/db/1.sql"] = kBadSql;
  Run({"check"});
  EXPECT_THAT(out, Not(HasSubstr("\x1b[")));
  Run({"check", "--color", "always"});
  EXPECT_THAT(out, HasSubstr("\x1b["));
  variables()["FORCE_COLOR"] = "1";
  Run({"check"});
  EXPECT_THAT(out, HasSubstr("\x1b["));
  variables()["NO_COLOR"] = "1";
  Run({"check"});
  EXPECT_THAT(out, Not(HasSubstr("\x1b[")));
}

TEST_F(CliTest, OnGithubAnnotatesAndSummarises) {
  files.files["/r/db/1.sql"] = kBadSql;
  files.files["/tmp/summary"] = "before\n";
  variables() = {{"GITHUB_ACTIONS", "true"},
                 {"GITHUB_STEP_SUMMARY", "/tmp/summary"}};
  EXPECT_EQ(Run({"check"}), 1);
  EXPECT_THAT(out, HasSubstr("::error file=db/1.sql,line=1"));
  EXPECT_TRUE(files.files["/tmp/summary"].starts_with("before\n"));
  EXPECT_THAT(files.files["/tmp/summary"], HasSubstr("index-not-concurrent"));
}

TEST_F(CliTest, PathsFilterTheReportNotTheContext) {
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/db/1.sql"] =
      "CREATE TABLE t (a int PRIMARY KEY, b int, c int);\n";
  files.files["/r/db/2.sql"] = "CREATE INDEX b ON t (b);\n";
  files.files["/r/db/3.sql"] = "CREATE INDEX c ON t (c);\n";
  EXPECT_EQ(Run({"check", "-o", "concise", "db/3.sql"}), 1);
  EXPECT_THAT(out, HasSubstr("db/3.sql"));
  EXPECT_THAT(out, Not(HasSubstr("db/2.sql:1")));
  folder = "/r/db";
  EXPECT_EQ(Run({"check", "-o", "concise", "./2.sql"}), 1);
  EXPECT_THAT(out, HasSubstr("db/2.sql"));
  EXPECT_THAT(out, Not(HasSubstr("3.sql")));
}

TEST_F(CliTest, AFileOutsideOfARepositoryHasTheCurrentFolderForContext) {
  files.files["/r/migrations/1/up.sql"] = "CREATE TABLE t (a int);\n";
  files.files["/r/migrations/2/up.sql"] = "ALTER TABLE t ADD a int;\n";
  EXPECT_EQ(Run({"check", "-o", "concise", "migrations/2/up.sql"}), 1);
  EXPECT_THAT(out, HasSubstr("t has a column a already"));
}

TEST_F(CliTest, TheRootAmongThePathsMeansAllOfIt) {
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/db/1.sql"] = kBadSql;
  files.files["/r/x/1.sql"] = "";
  EXPECT_EQ(Run({"check", "x", "."}), 1);
}

TEST_F(CliTest, PathsWithoutAnyInputAreNotClean) {
  files.files["/r/.gitignore"] = "old/\n";
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/README"] = "";
  files.files["/r/db/1.sql"] = "SELECT 1;\n";
  files.files["/r/old/1.sql"] = kBadSql;
  for (const char* path : {"README", "old", "old/1.sql"}) {
    EXPECT_EQ(Run({"check", path}), 3) << path;
    EXPECT_THAT(err, HasSubstr("nothing to check in the paths given"));
  }
  EXPECT_EQ(Run({"check", "README", "db"}), 0);
  EXPECT_EQ(Run({"check", "old", "--exit-zero"}), 0);
}

TEST_F(CliTest, WithoutACurrentFolderNothingIsSearched) {
  files.files["/db/1.sql"] = kBadSql;
  folder = "";
  EXPECT_EQ(Run({"check"}), 2);
  EXPECT_THAT(err, HasSubstr("no longer exists"));
}

TEST_F(CliTest, ADashIsStandardOutput) {
  files.files["/r/db/1.sql"] = "";
  EXPECT_EQ(Run({"check", "-o", "json=-"}), 0);
  EXPECT_TRUE(out.starts_with("{")) << out;
  EXPECT_FALSE(files.files.contains("-"));
}

TEST_F(CliTest, StandardInputStandsForAFile) {
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/db/1.sql"] = "SELECT 1;\n";
  stdin_text() = kBadSql;
  EXPECT_EQ(Run({"check", "-o", "concise", "--stdin-filename", "db/1.sql"}), 1);
  EXPECT_THAT(out, HasSubstr("db/1.sql:1:8: error"));
  EXPECT_EQ(Run({"check", "-o", "concise", "--stdin-filename", "db/9.sql"}), 1);
  EXPECT_THAT(out, HasSubstr("db/9.sql:1:8: error"));
}

TEST_F(CliTest, BadNumbersAndDatesAreUsageErrors) {
  files.files["/r/db/1.sql"] = "";
  for (std::vector<std::string> flags :
       std::vector<std::vector<std::string>>{{"--now", "tomorrow"},
                                             {"--pg-version", "9"},
                                             {"--threads", "0"},
                                             {"--fail-on", "fatal"},
                                             {"--persona", "me"},
                                             {"--framework", "none"},
                                             {"--rule", "nothing"},
                                             {"--root", "/nowhere"},
                                             {"--color", "pink"},
                                             {"--max-findings", "some"},
                                             {"--stdin-filename", ""},
                                             {"--output", "json="},
                                             {"--", ""},
                                             {"--baseline", "none.json"}}) {
    flags.insert(flags.begin(), "check");
    EXPECT_EQ(Run(flags), 2) << flags[1];
    EXPECT_FALSE(err.empty());
  }
}

TEST_F(CliTest, ABaselineIsWrittenAndThenHolds) {
  files.files["/r/db/1.sql"] = kBadSql;
  EXPECT_EQ(Run({"check", "--write-baseline"}), 0);
  EXPECT_EQ(Run({"check", "--baseline", ".interlock-baseline.json"}), 0);
  files.files["/r/db/2.sql"] = "CREATE INDEX b ON t (id);\n";
  EXPECT_EQ(Run({"check", "--baseline", ".interlock-baseline.json"}), 1);
}

TEST_F(CliTest, ABaselineIsFoundFromTheCurrentFolder) {
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/db/1.sql"] = kBadSql;
  folder = "/r/db";
  EXPECT_EQ(Run({"check", "--write-baseline", "--baseline", "../b.json"}), 0);
  EXPECT_TRUE(files.files.contains("/r/b.json"));
  EXPECT_EQ(Run({"check", "--baseline", "../b.json"}), 0) << out << err;
}

TEST_F(CliTest, ABaselineMayLieOutsideTheRoot) {
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/db/1.sql"] = "";
  files.files["/b.json"] =
      R"({"findings": [{"fingerprint": "0", "rule": "index-not-concurrent",
          "path": "db/1.sql", "since": "2026-01-01"}]})";
  EXPECT_EQ(Run({"check", "--baseline", "/b.json", "db"}), 0) << out;
}

TEST_F(CliTest, APartOfTheFindingsIsNoBaseline) {
  files.files["/r/.git/HEAD"] = "";
  files.files["/r/db/1.sql"] = kBadSql;
  for (const char* part : {"db", "--rule=index-not-concurrent"}) {
    EXPECT_EQ(Run({"check", "--write-baseline", part}), 2) << part;
    EXPECT_FALSE(files.files.contains("/r/.interlock-baseline.json"));
  }
}

TEST_F(CliTest, FixWritesFilesOrShowsADiff) {
  files.files["/r/db/1.sql"] = kBadSql;
  std::vector<std::string> fix = {"fix", "--rule", "index-not-concurrent"};
  EXPECT_EQ(Run(fix), 0);
  EXPECT_THAT(err, HasSubstr("1 more with --unsafe"));
  EXPECT_EQ(files.files["/r/db/1.sql"], kBadSql);
  fix.push_back("--unsafe");
  fix.push_back("--diff");
  EXPECT_EQ(Run(fix), 1);
  EXPECT_THAT(out, HasSubstr("+CREATE INDEX CONCURRENTLY a ON t (id);"));
  EXPECT_EQ(files.files["/r/db/1.sql"], kBadSql);
  fix.pop_back();
  EXPECT_EQ(Run(fix), 1);
  EXPECT_EQ(files.files["/r/db/1.sql"],
            "CREATE INDEX CONCURRENTLY a ON t (id);\n");
}

TEST_F(CliTest, InitWritesWhatItThenAccepts) {
  EXPECT_EQ(Run({"init", "--pre-commit", "--workflow"}), 0);
  EXPECT_EQ(files.files.size(), 3u);
  EXPECT_EQ(Run({"check"}), 0) << out << err;
  EXPECT_EQ(Run({"init"}), 2);
  EXPECT_EQ(Run({"init", "--force"}), 0);
}

TEST_F(CliTest, ExplainsEveryRule) {
  for (const Rule* rule : AllRules()) {
    EXPECT_EQ(Run({"explain", std::string(rule->info->id)}), 0);
    EXPECT_THAT(out, HasSubstr("## Why is this bad?"));
    EXPECT_THAT(out, Not(HasSubstr(",bad")));
  }
}

TEST_F(CliTest, DocsAreWrittenAndThenUpToDate) {
  EXPECT_EQ(Run({"docs", "/r/docs", "--check"}), 1);
  EXPECT_EQ(Run({"docs", "/r/docs"}), 0);
  EXPECT_EQ(Run({"docs", "/r/docs", "--check"}), 0);
  files.files["/r/docs/rules.md"] += "x";
  EXPECT_EQ(Run({"docs", "/r/docs", "--check"}), 1);
}

TEST_F(CliTest, CompletionsNameEveryCommand) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    EXPECT_EQ(Run({"completion", shell}), 0);
    for (const cli::Command& command : cli::Commands()) {
      EXPECT_THAT(out, HasSubstr(std::string(command.name)));
    }
  }
  EXPECT_EQ(Run({"completion", "tcsh"}), 2);
}

TEST_F(CliTest, CompletionsQuoteWhatTheySay) {
  for (const char* shell : {"zsh", "fish"}) {
    EXPECT_EQ(Run({"completion", shell}), 0);
    EXPECT_THAT(out, HasSubstr(R"(the repository'\''s root)")) << shell;
  }
}

TEST_F(CliTest, BashLoadsItsCompletions) {
  ASSERT_EQ(Run({"completion", "bash"}), 0);
  auto bash = [&](const std::string& words) {
    auto done = RunProcess({"bash", "-c",
                            out + "COMP_WORDS=(interlock " + words +
                                "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                                "_interlock; echo \"${COMPREPLY[*]}\""},
                           "");
    return done.ok() ? done.value() : done.error().Text();
  };
  EXPECT_EQ(bash("che"), "check\n");
  EXPECT_EQ(bash("check --sinc"), "--since\n");
  EXPECT_EQ(bash("check /et"), "\n");  // left to bash, which knows to quote
}

TEST_F(CliTest, FactsAreJson) {
  files.files["/r/db/1.sql"] = "CREATE TABLE t (id int);\n";
  EXPECT_EQ(Run({"facts"}), 0);
  for (const char* part : {"\"ops\"", "\"histories\"", "\"catalogs\"",
                           "\"checks\"", "\"protection\""}) {
    EXPECT_THAT(out, HasSubstr(part));
  }
  EXPECT_EQ(Run({"facts", "--ops"}), 0);
  EXPECT_THAT(out, Not(HasSubstr("\"checks\"")));
}

}  // namespace
}  // namespace interlock
