// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/check_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(JobName, IsTheIdWithoutAName) {
  EXPECT_THAT(NamesOfJobs("  build: {}\n"), ElementsAre("build"));
  EXPECT_THAT(NamesOfJobs("  build: {name: }\n"), ElementsAre("build"));
  EXPECT_THAT(NamesOfJobs("  build: {name: ~}\n"), ElementsAre("build"));
  EXPECT_THAT(NamesOfJobs("  build: {name: ''}\n"), ElementsAre("build"));
}

TEST(JobName, GoesThroughItsYamlValue) {
  EXPECT_THAT(NamesOfJobs("  a: {name: 3.10}\n"), ElementsAre("3.1"));
  EXPECT_THAT(NamesOfJobs("  a: {name: '3.10'}\n"), ElementsAre("3.10"));
  EXPECT_THAT(NamesOfJobs("  a: {name: TRUE}\n"), ElementsAre("true"));
  EXPECT_THAT(NamesOfJobs("  a: {name: yes}\n"), ElementsAre("yes"));
}

TEST(JobName, HasNoWorkflowNameFileOrEvent) {
  Repository repository;
  repository.Add("ci.yml",
                 "name: CI\non: [push, pull_request]\n"
                 "jobs:\n  lint: {}\n");
  EXPECT_THAT(Names(repository.Set()), ElementsAre("lint"));
}

TEST(JobName, FoldsALoneLiteralAndKeepsItsSuffix) {
  EXPECT_THAT(NamesOfJobs("  a: {name: \"${{ 'Unit tests' }}\"}\n"),
              ElementsAre("Unit tests"));
  EXPECT_THAT(NamesOfMatrix("{os: [a]}", "\"${{ 'Unit' }}\""),
              ElementsAre("Unit (a)"));
  // Text beside it makes it an expression, which gets no suffix.
  EXPECT_THAT(NamesOfMatrix("{os: [a]}", "\"My ${{ 'Unit' }}\""),
              ElementsAre("My Unit"));
}

TEST(JobName, EmptyFromAnExpressionIsGithubsChoice) {
  EXPECT_THAT(NamesOfMatrix("{os: [a]}", "\"${{ matrix.none }}\""),
              ElementsAre("test*"));
}

TEST(JobName, KeepsBomCrlfAndOtherScripts) {
  Repository repository;
  repository.Add("ci.yml",
                 "\xEF\xBB\xBFon: push\r\njobs:\r\n  a:\r\n"
                 "    name: \xC3\xA9\xF0\x9F\x98\x80\r\n");
  EXPECT_THAT(Names(repository.Set()), ElementsAre("\xC3\xA9\xF0\x9F\x98\x80"));
}

TEST(MatrixName, ListsValuesInTheOrderOfTheFile) {
  EXPECT_THAT(NamesOfMatrix("{os: [a, b], node: [18, 20]}"),
              ElementsAre("test (a, 18)", "test (a, 20)", "test (b, 18)",
                          "test (b, 20)"));
  EXPECT_THAT(NamesOfMatrix("{z: [1], a: [2]}"), ElementsAre("test (1, 2)"));
}

TEST(MatrixName, PrintsNumbersAndBooleansAsGithubDoes) {
  EXPECT_THAT(NamesOfMatrix("{python: [3.9, 3.10, 3.11]}"),
              ElementsAre("test (3.9)", "test (3.1)", "test (3.11)"));
  EXPECT_THAT(NamesOfMatrix("{debug: [true, FALSE, 'True']}"),
              ElementsAre("test (true)", "test (false)", "test (True)"));
  EXPECT_THAT(
      NamesOfMatrix("{v: [0x1F, 0o17, 012, +1, 1_000, 2020-01-01, no]}"),
      ElementsAre("test (31)", "test (15)", "test (12)", "test (1)",
                  "test (1_000)", "test (2020-01-01)", "test (no)"));
  EXPECT_THAT(
      NamesOfMatrix("{v: [1000000000000000, 0.00001, 1.0, '1.0']}"),
      ElementsAre("test (1E+15)", "test (1E-05)", "test (1)", "test (1.0)"));
}

TEST(MatrixName, NullAndEmptyAddNoSegment) {
  EXPECT_THAT(NamesOfMatrix("{flag: ['', ~, x]}"),
              ElementsAre("test", "test", "test (x)"));
  EXPECT_THAT(NamesOfMatrix("{flag: ['', y], os: [a]}"),
              ElementsAre("test (a)", "test (y, a)"));
}

TEST(MatrixName, TakesEachLeafOfObjects) {
  EXPECT_THAT(NamesOfMatrix("{cfg: [{name: linux, arch: x64}]}"),
              ElementsAre("test (linux, x64)"));
  EXPECT_THAT(NamesOfMatrix("{cfg: [{a: [1, {b: 2}], c: z}]}"),
              ElementsAre("test (1, 2, z)"));
}

TEST(MatrixName, SuffixGoesOnLiteralNamesAlone) {
  EXPECT_THAT(NamesOfMatrix("{os: [a, b]}", "Unit tests"),
              ElementsAre("Unit tests (a)", "Unit tests (b)"));
  std::string name = "\"Unit ${{ matrix.os }}\"";
  EXPECT_THAT(NamesOfMatrix("{os: [a, b]}", name),
              ElementsAre("Unit a", "Unit b"));
  EXPECT_THAT(NamesOfMatrix("{os: [a, b], v: [1, 2]}", name),
              ElementsAre("Unit a", "Unit a", "Unit b", "Unit b"));
  EXPECT_THAT(NamesOfMatrix("{os: [a, b]}",
                            "\"${{ strategy.job-index }}/${{ "
                            "strategy.job-total }}\""),
              ElementsAre("0/2", "1/2"));
}

TEST(MatrixName, DynamicIsAPattern) {
  EXPECT_THAT(NamesOfMatrix("\"${{ fromJSON(needs.gen.outputs.m) }}\""),
              ElementsAre("test (*)"));
  EXPECT_THAT(NamesOfMatrix("{os: \"${{ fromJSON(vars.OS) }}\"}"),
              ElementsAre("test (*)"));
  EXPECT_THAT(NamesOfMatrix("{os: [a, \"${{ vars.OS }}\"]}"),
              ElementsAre("test (a)", "test (*)"));
  EXPECT_THAT(NamesOfMatrix("{os: \"${{ fromJSON(vars.OS) }}\", v: [1]}",
                            "\"Unit ${{ matrix.os }} ${{ matrix.v }}\""),
              ElementsAre("Unit * 1"));
}

TEST(MatrixName, LiteralJsonIsKnown) {
  EXPECT_THAT(NamesOfMatrix("{os: \"${{ fromJSON('[\\\"a\\\", 3.10]') }}\"}"),
              ElementsAre("test (a)", "test (3.1)"));
}

TEST(Truncation, CutsBeyondAHundredUnits) {
  std::string fits(100, 'x');
  std::string longer(101, 'x');
  std::string cut = std::string(97, 'x') + "...";
  EXPECT_THAT(NamesOfJobs("  a: {name: " + fits + "}\n"), ElementsAre(fits));
  EXPECT_THAT(NamesOfJobs("  a: {name: " + longer + "}\n"), ElementsAre(cut));
  EXPECT_THAT(NamesOfMatrix("{v: [" + longer + "]}"),
              ElementsAre("test (" + std::string(91, 'x') + "..."));
}

TEST(Truncation, CountsUtf16Units) {
  std::string emoji;
  for (int i = 0; i < 50; ++i) emoji += "\xF0\x9F\x98\x80";
  EXPECT_THAT(NamesOfJobs("  a: {name: " + emoji + "}\n"), ElementsAre(emoji));
  EXPECT_THAT(NamesOfJobs("  a: {name: " + emoji + "x}\n"),
              ElementsAre(emoji.substr(0, 48 * 4) + "..."));
}

TEST(Truncation, LongDynamicNamesMatchInBothForms) {
  Repository repository;
  repository.Add("ci.yml",
                 "on: push\njobs:\n  test:\n    strategy:\n"
                 "      matrix: \"${{ fromJSON(vars.M) }}\"\n");
  const Check& check = repository.Set().checks.front();
  EXPECT_TRUE(check.CanBe("test (a, b)"));
  EXPECT_TRUE(check.CanBe("test (" + std::string(91, 'x') + "..."));
  EXPECT_FALSE(check.CanBe("test"));
  EXPECT_FALSE(check.CanBe("other (a)"));
}

std::string Caller(const std::string& path, const std::string& more = "") {
  return "on: pull_request\njobs:\n  call:\n    uses: " + path + "\n" + more;
}

TEST(Reusable, JoinsCallerAndCallee) {
  Repository repository;
  repository.Add("a.yml", Caller("./.github/workflows/b.yml",
                                 "    strategy: {matrix: {v: [1, 2]}}\n"));
  repository.Add("b.yml",
                 "name: Called\non: workflow_call\njobs:\n  build: {}\n");
  EXPECT_THAT(Names(repository.Set()),
              ElementsAre("call (1) / build", "call (2) / build"));
}

TEST(Reusable, PutsTheSuffixOnItsOwnLevel) {
  Repository repository;
  repository.Add("a.yml", Caller("./.github/workflows/b.yml"));
  repository.Add("b.yml",
                 "on: workflow_call\njobs:\n  build:\n"
                 "    strategy: {matrix: {os: [a, b]}}\n");
  EXPECT_THAT(Names(repository.Set()),
              ElementsAre("call / build (a)", "call / build (b)"));
}

TEST(Reusable, GoesAnyDepth) {
  Repository repository;
  repository.Add("a.yml",
                 "on: push\njobs:\n  top:\n"
                 "    uses: ./.github/workflows/b.yml\n");
  repository.Add("b.yml",
                 "on: workflow_call\njobs:\n  m:\n    name: Middle\n"
                 "    uses: ./.github/workflows/c.yml\n");
  repository.Add("c.yml", "on: workflow_call\njobs:\n  leaf: {}\n");
  EXPECT_THAT(Names(repository.Set()), ElementsAre("top / Middle / leaf"));
}

TEST(Reusable, RemoteAndMissingCalleesArePatterns) {
  for (std::string path : {"o/r/.github/workflows/x.yml@v1", "./absent.yml"}) {
    Repository repository;
    repository.Add("a.yml", Caller(path));
    const WorkflowSet& set = repository.Set();
    EXPECT_THAT(Names(set, CheckForm::kUnreadCallee), ElementsAre("call / *"));
    EXPECT_TRUE(set.checks.front().CanBe("call / build (x)"));
    EXPECT_FALSE(set.checks.front().CanBe("build"));
  }
}

TEST(Reusable, CutsEachLevelByItself) {
  Repository repository;
  repository.Add("a.yml",
                 "on: push\njobs:\n  build-checks:\n"
                 "    strategy: {matrix: {arch: [s390x]}}\n"
                 "    uses: ./.github/workflows/b.yml\n");
  repository.Add("b.yml", "on: workflow_call\njobs:\n  check:\n    name: " +
                              std::string(120, 'c') + "\n");
  EXPECT_THAT(
      Names(repository.Set()),
      ElementsAre("build-checks (s390x) / " + std::string(97, 'c') + "..."));
}

TEST(Reusable, TriggeredAndCalledGivesBothNames) {
  Repository repository;
  repository.Add("a.yml", Caller("./.github/workflows/b.yml"));
  repository.Add("b.yml",
                 "on: {workflow_call: , push: }\njobs:\n  build: {}\n");
  EXPECT_THAT(Names(repository.Set()), ElementsAre("call / build", "build"));
}

TEST(Reusable, InputsReachTheNames) {
  Repository repository;
  repository.Add("a.yml", Caller("./.github/workflows/b.yml",
                                 "    strategy: {matrix: {v: [3.10, 4]}}\n"
                                 "    with: {py: '${{ matrix.v }}'}\n"));
  repository.Add("b.yml",
                 "on:\n  workflow_call:\n    inputs:\n      py: {type: string}"
                 "\n      os: {type: string, default: linux}\n"
                 "jobs:\n  build:\n"
                 "    name: py ${{ inputs.py }} on ${{ inputs.os }}\n");
  EXPECT_THAT(
      Names(repository.Set()),
      ElementsAre("call (3.1) / py 3.1 on linux", "call (4) / py 4 on linux"));
}

TEST(Reusable, CyclesEnd) {
  Repository repository;
  repository.Add("a.yml",
                 "on: [push, workflow_call]\njobs:\n  call:\n"
                 "    uses: ./.github/workflows/a.yml\n");
  EXPECT_THAT(Names(repository.Set(), CheckForm::kUnreadCallee),
              ElementsAre("call / *"));
}

TEST(Reusable, WideCallsEndInAPattern) {
  Repository repository;
  std::string wide = "{a: [1,2,3,4,5,6,7,8,9], b: [1,2,3,4,5,6,7,8,9]}";
  for (int i = 0; i < 6; ++i) {
    std::string next = "./.github/workflows/w" + std::to_string(i + 1);
    repository.Add("w" + std::to_string(i) + ".yml",
                   "on: [push, workflow_call]\njobs:\n  call:\n"
                   "    strategy: {matrix: " +
                       wide + "}\n    uses: " + next + ".yml\n");
  }
  const WorkflowSet& set = repository.Set();
  EXPECT_LT(set.checks.size(), 6 * (kMaxChecksPerWorkflow + 2));
  EXPECT_THAT(set.checks, testing::Contains(testing::Truly([](const Check& c) {
                return c.workflow().path().ends_with("w0.yml") &&
                       c.CanBe("call (9, 9) / anything");
              })));
}

TEST(Skipped, MatrixKeepsItsUnexpandedName) {
  auto skipped = CheckForm::kSkippedMatrix;
  EXPECT_THAT(NamesOfJobs("  test:\n    if: false\n"
                          "    strategy: {matrix: {os: [a]}}\n",
                          skipped),
              ElementsAre("test"));
  EXPECT_THAT(NamesOfJobs("  test:\n    if: false\n"
                          "    name: native ${{ matrix.os }}\n"
                          "    strategy: {matrix: {os: [a]}}\n",
                          skipped),
              ElementsAre("native ${{ matrix.os }}"));
  EXPECT_THAT(NamesOfMatrix("{os: [a]}"), ElementsAre("test (a)"));
  EXPECT_THAT(NamesOfJobs("  test: {strategy: {matrix: {os: [a]}}}\n", skipped),
              IsEmpty());
}

TEST(Skipped, CallerReportsItsOwnName) {
  EXPECT_THAT(NamesOfJobs("  call:\n    if: false\n    uses: ./x.yml\n",
                          CheckForm::kSkippedCaller),
              ElementsAre("call"));
}

}  // namespace
}  // namespace interlock::workflow
