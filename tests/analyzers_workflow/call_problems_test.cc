// SPDX-License-Identifier: Apache-2.0
// Calls of workflows and uses of actions: what they take and what they get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/workflow/problem.h"
#include "problem_support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kCallee[] = R"(on:
  workflow_call:
    inputs:
      name: {type: string, required: true}
      flag: {type: boolean}
      count: {type: number, default: 3}
    secrets:
      TOKEN: {required: true}
    outputs:
      url: {value: '${{ jobs.a.outputs.u }}'}
permissions: {contents: write}
jobs:
  a: {runs-on: ubuntu-latest, steps: [run: x], outputs: {u: x}}
)";

std::vector<std::string> OfCall(const std::string& lines) {
  Repository repository;
  repository.Add("callee.yml", kCallee);
  repository.Add("ci.yml",
                 "on: push\njobs:\n  call:\n"
                 "    uses: ./.github/workflows/callee.yml\n" +
                     lines);
  return Messages(repository.Set().ProblemsOf(".github/workflows/ci.yml"));
}

TEST(Calls, FitWhatIsCalled) {
  EXPECT_THAT(OfCall("    with: {name: x, flag: true}\n"
                     "    secrets: {token: '${{ secrets.T }}'}\n"),
              IsEmpty());
  EXPECT_THAT(
      OfCall("    with: {nam: x, flag: 'true', count: 2}\n    secrets: "
             "{TOKN: x}\n"),
      ElementsAre(
          "'.github/workflows/callee.yml' has no input 'nam'",
          "the input 'flag' takes a boolean, not the text 'true'",
          "'.github/workflows/callee.yml' must be given the input 'name'",
          "'.github/workflows/callee.yml' has no secret 'TOKN'",
          "'.github/workflows/callee.yml' must be given the secret 'TOKEN'"));
  EXPECT_THAT(OfCall("    with: {name: x}\n    secrets: inherit\n"
                     "    permissions: {contents: read}\n"),
              ElementsAre("the workflow asks for more than the caller has: "
                          "contents: write (allowed: read)"));
}

TEST(Calls, ReadTypesAndOutputs) {
  EXPECT_THAT(OfCall("    with: {name: x, flag: '${{ vars.F }}'}\n"
                     "    secrets: inherit\n"
                     "  after:\n    runs-on: x\n    needs: call\n"
                     "    steps: [run: '${{ needs.call.outputs.url }} ${{ "
                     "needs.call.outputs.uri }}']\n"),
              ElementsAre("'flag' takes true or false, and this is a text",
                          "'needs.call.outputs' has no 'uri'"));
}

TEST(Calls, DoNotComeBack) {
  Repository repository;
  std::string call = "on: [workflow_call]\njobs: {a: {uses: ";
  repository.Add("a.yml", call + "./.github/workflows/b.yml}}\n");
  repository.Add("b.yml", call + "./.github/workflows/a.yml}}\n");
  EXPECT_THAT(
      Messages(repository.Set().ProblemsOf(".github/workflows/a.yml")),
      ElementsAre("'.github/workflows/b.yml' comes back to this workflow"));
}

TEST(Uses, HaveTheirForm) {
  EXPECT_THAT(OfSteps("      - uses: actions/checkout\n"
                      "      - uses: checkout@v4\n"
                      "      - uses: .github/actions/x\n"
                      "      - uses: a/b@\n"
                      "      - uses: ./x\n      - uses: $/x\n"
                      "      - uses: docker://alpine:3\n"
                      "      - uses: a/b/c@main\n"),
              ElementsAre("it has no '@' and version",
                          "it is not of the form owner/repository@version",
                          "a path of this repository begins with './'",
                          "the version after '@' is empty"));
}

TEST(Uses, KnowTheInputs) {
  Repository repository;
  repository.Add("act/action.yml", R"(name: x
description: y
inputs:
  need: {required: true}
  fine: {required: true, default: x}
  old: {deprecationMessage: use need}
outputs: {o: {value: x}}
runs: {using: composite, steps: [{run: x, shell: bash}]}
)");
  repository.Add("ci.yml", R"(on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - {uses: ./act, with: {need: 1, ned: 2, old: 3}, id: s}
      - uses: ./act
      - run: ${{ steps.s.outputs.o }} ${{ steps.s.outputs.p }}
      - {uses: actions/checkout@v4, with: {fetch-dept: 0}}
      - uses: actions/cache@v4
      - uses: actions/checkout@v3
      - {uses: actions/upload-artifact@v3, with: {path: x}}
      - {uses: actions/checkout@main, with: {any: thing}}
)");
  EXPECT_THAT(
      Messages(repository.Set().ProblemsOf(".github/workflows/ci.yml")),
      ElementsAre("'steps.s.outputs' has no 'p'", "'./act' has no input 'ned'",
                  "the input 'old' of './act' is deprecated",
                  "'./act' must be given the input 'need'",
                  "'actions/checkout@v4' has no input 'fetch-dept'",
                  "'actions/cache@v4' must be given the input 'path'",
                  "'actions/cache@v4' must be given the input 'key'",
                  "actions/checkout@v3 is made for node16, which GitHub's "
                  "runners no longer have",
                  "GitHub fails every job that uses "
                  "actions/upload-artifact@v3"));
}

}  // namespace
}  // namespace interlock::workflow
