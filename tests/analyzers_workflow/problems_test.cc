// SPDX-License-Identifier: Apache-2.0
// What is wrong with a workflow or an action by GitHub's own rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/workflow/problem.h"
#include "problem_support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Syntax, TakesEveryKey) {
  EXPECT_THAT(Of(R"(name: CI
run-name: by ${{ github.actor }}
description: what it does
on:
  push: {branches: [main], tags-ignore: [x], paths: ['**']}
  schedule:
    - {cron: '0 0 * * *', timezone: Europe/Berlin}
  workflow_dispatch:
    inputs:
      a: {type: choice, options: [x, 1], default: x, required: true}
      b:
  workflow_call:
    inputs:
      c: {type: string, default: x, description: y}
    secrets:
      s: {required: true}
      t:
    outputs:
      o: {value: '${{ jobs.a.outputs.p }}', description: z}
permissions: {contents: read, id-token: write, models: read}
env: {A: '${{ secrets.X }}'}
defaults: {run: {shell: bash, working-directory: x}}
concurrency: {group: g, cancel-in-progress: false, queue: max}
jobs:
  a:
    name: A
    needs: b
    if: success()
    runs-on: {group: g, labels: [linux, x64]}
    permissions: write-all
    environment: {name: e, url: '${{ steps.x.outputs.u }}', deployment: false}
    concurrency: ${{ github.ref }}
    outputs: {p: '${{ steps.x.outputs.p }}'}
    env: {A: b}
    defaults: {run: {shell: '${{ matrix.s }}'}}
    timeout-minutes: ${{ fromJSON(vars.T) }}
    cancel-timeout-minutes: 5
    continue-on-error: ${{ matrix.e }}
    strategy:
      fail-fast: false
      max-parallel: 2
      matrix:
        s: [bash, sh]
        e: [true, false]
        include: [{s: bash, z: 1}]
        exclude: [{s: sh, e: true}]
    container:
      image: x
      credentials: {username: a, password: '${{ secrets.P }}'}
      env: {A: b}
      ports: [80, '90:90']
      volumes: ['a:b']
      options: --cpus 1
    services:
      db: {image: y, command: z, entrypoint: w}
      cache: redis
    snapshot: {image-name: i, version: 1.*}
    steps:
      - {id: x, name: n, if: always(), uses: a/b@v1, with: {c: d}, env: {E: f},
         continue-on-error: true, timeout-minutes: 3}
      - {run: x, shell: bash, working-directory: w, background: true, id: y}
      - {wait: y}
      - {wait: [y], name: w}
      - wait-all:
      - cancel: y
      - parallel:
          - run: echo
          - uses: a/b@v1
  b:
    uses: ./.github/workflows/none.yml
    with: {a: 1}
    secrets: inherit
    strategy: {matrix: '${{ fromJSON(vars.M) }}'}
)"),
              IsEmpty());
}

TEST(Syntax, NamesUnknownKeys) {
  EXPECT_THAT(
      Of("on: push\nenvs: {}\njobs: {a: {run-on: x, steps: []}}\n"),
      ElementsAre("a workflow has no key 'envs'", "a job has no key 'run-on'",
                  "a job has no 'runs-on'"));
  EXPECT_THAT(OfSteps("      - {run: x, with: {a: b}}\n"),
              ElementsAre("a step with 'run' has no key 'with'"));
  EXPECT_THAT(OfEvents("  push: {branch: main}"),
              ElementsAre("an event has no key 'branch'"));
  EXPECT_THAT(OfJob("    uses: ./.github/workflows/x.yml\n"),
              ElementsAre("a job that calls a workflow takes no 'runs-on'"));
}

TEST(Syntax, NamesMissingKeysAndEmptySections) {
  EXPECT_THAT(Of("name: x\njobs: {a: {runs-on: x, steps: [run: x]}}\n"),
              ElementsAre("a workflow has no 'on'"));
  EXPECT_THAT(Of("on: push\njobs: {}\n"),
              ElementsAre("'jobs' of a workflow is empty"));
  EXPECT_THAT(OfJob("    steps: [{run: x, env: }]\n    outputs:\n"),
              ElementsAre("'env' of a step with 'run' is empty",
                          "'outputs' of a job is empty"));
}

TEST(Syntax, NamesWrongValues) {
  EXPECT_THAT(
      OfJob("    timeout-minutes: '5'\n    continue-on-error: yes\n"
            "    env: [a]\n    steps: {run: x}\n"),
      ElementsAre(
          "'timeout-minutes' of a job takes a number or an expression, not "
          "the text '5'",
          "'continue-on-error' of a job takes true or false or an expression, "
          "not the text 'yes'",
          "'env' of a job takes a mapping or an expression, not a list",
          "'steps' of a job takes a list of mappings, not a mapping"));
  EXPECT_THAT(OfSteps("      - {run: x, continue-on-error: True}\n"),
              IsEmpty());
}

TEST(Yaml, KnowsWhatGithubDoesNot) {
  EXPECT_THAT(Of("on: push\nx-a: &a {b: c}\njobs: {a: {runs-on: x, steps: "
                 "[run: x], env: {<<: *a}}}\n"),
              ElementsAre("a workflow has no key 'x-a'",
                          "GitHub does not merge mappings: '<<' is a key like "
                          "any other"));
  EXPECT_THAT(OfJob("    steps: [run: x]\n    Steps: [run: y]\n"),
              ElementsAre("a job has no key 'Steps'",
                          "'Steps' is 'steps' again: keys differ in more than "
                          "case"));
  EXPECT_THAT(OfJob("    steps: &s [run: x]\n"),
              ElementsAre("nothing refers to the anchor '&s'"));
  EXPECT_THAT(OfJob("    timeout-minutes: !!int x\n    steps: [run: x]\n"),
              ElementsAre("'timeout-minutes' of a job takes a number or an "
                          "expression, not the text 'x'",
                          "'x' is no int"));
}

TEST(Yaml, ComparesTheKeysOfMappingsOfAnySize) {
  for (int size : {2, 24, 25, 60}) {
    std::string env = "    env:\n      NAME: 1\n";
    for (int i = 2; i < size; ++i)
      env += "      V" + std::to_string(i) + ": 1\n";
    env += "      Name: 2\n";
    EXPECT_THAT(OfJob(env + "    steps: [run: x]\n"),
                ElementsAre("'Name' is 'NAME' again: keys differ in more than "
                            "case"))
        << size;
  }
}

TEST(Steps, HaveOneThingToDo) {
  EXPECT_THAT(OfSteps("      - {run: x, uses: a/b@v1}\n      - name: y\n"),
              ElementsAre("a step has either 'run' or 'uses', not both",
                          "a step has neither 'run' nor 'uses'"));
}

TEST(Ids, HaveTheirForm) {
  EXPECT_THAT(OfSteps("      - {run: x, id: a b}\n      - {run: x, id: 1a}\n"
                      "      - {run: x, id: __a}\n      - {run: x, id: a-B_1}\n"
                      "      - {run: x, id: A-b_1}\n"),
              ElementsAre("'a b' is no id of a step: it may not hold ' '",
                          "'1a' is no id of a step: it must begin with a "
                          "letter or '_'",
                          "'__a' is no id of a step: it may not begin with "
                          "'__'",
                          "the id 'A-b_1' of a step is taken"));
}

TEST(Needs, AreThereOnceAndInNoCircle) {
  EXPECT_THAT(Of(R"(on: push
jobs:
  a: {runs-on: x, steps: [run: x], needs: [b, nope, B]}
  b: {runs-on: x, steps: [run: x], needs: c}
  c: {runs-on: x, steps: [run: x], needs: A}
)"),
              ElementsAre("'a' needs the job 'nope', which is not there",
                          "'a' needs 'B' twice",
                          "these jobs wait for one another: a -> b -> c -> a"));
}

TEST(Expressions, SeeStepsBeforeThemAlone) {
  EXPECT_THAT(OfSteps("      - {run: '${{ steps.b.outputs.x }}', id: a}\n"
                      "      - {run: '${{ steps.a.outputs.x }}', id: b}\n"
                      "      - {run: '${{ steps.B.outcome }}', if: steps.c}\n"),
              ElementsAre("'steps' has no 'b'", "'steps' has no 'c'"));
}

TEST(Expressions, SeeNeedsAndTheirOutputs) {
  EXPECT_THAT(
      Of(R"(on: push
jobs:
  a: {runs-on: x, steps: [run: x], outputs: {v: x}}
  b: {runs-on: x, steps: [run: x]}
  c:
    runs-on: x
    needs: a
    if: needs.b.result == 'success'
    steps:
      - run: ${{ needs.a.outputs.w }} ${{ needs.a.outputs.V }}
)"),
      ElementsAre("'needs' has no 'b'", "'needs.a.outputs' has no 'w'"));
}

TEST(Expressions, SeeTheMatrix) {
  EXPECT_THAT(OfJob("    strategy: {matrix: {a: [1], include: [{b: 2}]}}\n"
                    "    steps: [run: '${{ matrix.a }} ${{ matrix.b }} "
                    "${{ matrix.c }}']\n"),
              ElementsAre("'matrix' has no 'c'"));
  EXPECT_THAT(OfSteps("      - run: ${{ matrix.a }}\n"),
              ElementsAre("'matrix' has no 'a'"));
  EXPECT_THAT(OfJob("    strategy: {matrix: '${{ fromJSON(vars.M) }}'}\n"
                    "    steps: [run: '${{ matrix.c }}']\n"),
              IsEmpty());
}

TEST(Expressions, FitTheirKeys) {
  EXPECT_THAT(OfJob("    timeout-minutes: ${{ vars.T }}\n"
                    "    steps: [{run: '${{ toJSON(github) }}', "
                    "continue-on-error: '${{ vars.C }}'}]\n"),
              ElementsAre("'timeout-minutes' takes a number, and this is a "
                          "text",
                          "'continue-on-error' takes true or false, and this "
                          "is a text"));
  EXPECT_THAT(OfSteps("      - run: echo ${{ job }}\n"),
              ElementsAre("this gives the text 'Object', for it is an object"));
}

TEST(Expressions, AreRead) {
  EXPECT_THAT(
      OfSteps("      - run: ${{ a. }}\n      - run: ${{ 'x\n"),
      ElementsAre(
          "'a.' cannot be read: the expression ends where a name is expected",
          "'${{ 'x' has no closing '}}'"));
}

TEST(Conditions, AreSeenThrough) {
  EXPECT_THAT(
      OfSteps("      - {run: x, if: \"${{ github.ref }} == 'x'\"}\n"
              "      - {run: x, if: \"github.ref == 'a' || 'b'\"}\n"
              "      - {run: x, if: \"'a' == 'b' && success()\"}\n"
              "      - {run: x, if: \"github.event_name == 'release'\"}\n"
              "      - {run: x, if: \"failure() || github.event_name == "
              "'release'\"}\n"
              "      - {run: x, if: always()}\n"
              "      - {run: x, if: \"!cancelled()\"}\n"
              "      - {run: x, if: \"github.event_name == 'push'\"}\n"),
      ElementsAre("the text around '${{ }}' makes '${{ github.ref }} == 'x'' "
                  "always true",
                  "this condition is always true: the step always runs",
                  "this condition is always false: the step never runs",
                  "no event of this workflow makes the condition true: the "
                  "step never runs"));
}

TEST(Matrix, HoldsToGithubsRules) {
  auto of = [](const std::string& matrix) {
    return OfJob("    strategy: {matrix: " + matrix +
                 "}\n    steps: [run: x]\n");
  };
  EXPECT_THAT(of("{os: [a, b, a], n: [1, '1', 1.0]}"),
              ElementsAre("'os' of the matrix holds 'a' twice",
                          "'n' of the matrix holds '1' twice"));
  EXPECT_THAT(of("{os: [Linux], exclude: [{os: LINUX}], include: [{os: x}]}"),
              IsEmpty());
  EXPECT_THAT(of("{v: [1], exclude: [{v: '1.0'}], include: [{v: 2}]}"),
              IsEmpty());
  EXPECT_THAT(of("{os: [a], exclude: [{os: b}]}"),
              ElementsAre("'exclude' names a value that 'os' does not have"));
  EXPECT_THAT(of("{os: [a], exclude: [{so: a}]}"),
              ElementsAre("'exclude' names 'so', which is no key of the "
                          "matrix"));
  EXPECT_THAT(of("{os: []}"),
              ElementsAre("matrix vector 'os' does not contain any values"));
  EXPECT_THAT(of("{os: [a], exclude: [{os: a}]}"),
              ElementsAre("'exclude' leaves nothing of the matrix: 'test' "
                          "runs once, with an empty matrix"));
}

TEST(Events, AreKnown) {
  EXPECT_THAT(OfEvents("  pull_requests:\n  issues: {types: [opend]}\n"
                       "  repository_dispatch: {types: [any, thing]}"),
              ElementsAre("there is no event 'pull_requests' that starts a "
                          "workflow",
                          "'issues' has no type 'opend'"));
  EXPECT_THAT(Of("on: [push, pull]" + std::string(kRest)),
              ElementsAre("there is no event 'pull' that starts a workflow"));
}

TEST(Events, KnowTheirFilters) {
  EXPECT_THAT(
      OfEvents("  push: {types: [x], branches: [a], branches-ignore: [b]}\n"
               "  release: {branches: [main]}\n"
               "  pull_request: {tags: [v1], paths: ['!x']}\n"
               "  merge_group: {branches: [main], types: [checks_requested]}"),
      ElementsAre("'push' has no 'types'",
                  "'branches' and 'branches-ignore' cannot stand together",
                  "'release' has no filter 'branches'",
                  "'pull_request' has no filter 'tags'",
                  "'paths' only takes away, so nothing is left"));
}

TEST(Events, CheckDispatchInputs) {
  EXPECT_THAT(
      OfEvents("  workflow_dispatch:\n    inputs:\n"
               "      a: {type: text}\n      b: {type: choice}\n"
               "      c: {type: choice, options: [x, y, x], default: z}\n"
               "      d: {type: boolean, default: 'maybe'}\n"
               "      e: {type: number, default: 5}\n"
               "      f: {options: [x]}"),
      ElementsAre("there is no type 'text' of input",
                  "the choice 'b' has no options",
                  "the option 'x' is there twice",
                  "the default 'z' is none of the options",
                  "the default 'maybe' is no boolean",
                  "'f' has options but is no choice"));
}

TEST(Events, KnowTheWorkflowsThatTheyFollow) {
  Repository repository;
  repository.Add("a.yml", "name: Build" + std::string("\non: push") + kRest);
  repository.Add("b.yml", "on: {workflow_run: {workflows: [Build, Biuld]}}" +
                              std::string(kRest));
  EXPECT_THAT(Messages(repository.Set().ProblemsOf(".github/workflows/b.yml")),
              ElementsAre("no workflow here is called 'Biuld'"));
}

TEST(Runners, AreJudgedWhereTheyLookLikeGithubs) {
  auto of = [](const std::string& labels) {
    return Of("on: push\njobs: {a: {runs-on: " + labels +
              ", steps: [run: x]}}\n");
  };
  EXPECT_THAT(of("ubuntu-24.04"), IsEmpty());
  EXPECT_THAT(of("ubuntu-24.04-16core"), IsEmpty());
  EXPECT_THAT(of("[self-hosted, linux, gpu]"), IsEmpty());
  EXPECT_THAT(of("our-own"), IsEmpty());
  EXPECT_THAT(of("ubuntu-lastest"),
              ElementsAre("GitHub has no runner 'ubuntu-lastest'"));
  EXPECT_THAT(of("macos-99"), ElementsAre("GitHub has no runner 'macos-99'"));
  EXPECT_THAT(of("ubuntu-18.04"),
              ElementsAre("GitHub has no 'ubuntu-18.04' runners any more: 'a' "
                          "waits until it is cancelled"));
  EXPECT_THAT(of("[ubuntu-latest, windows-latest]"),
              ElementsAre("no runner is both 'ubuntu-latest' and "
                          "'windows-latest'"));
  EXPECT_THAT(of("[self-hosted, linux, windows]"),
              ElementsAre("no runner is both 'linux' and 'windows'"));
  EXPECT_THAT(OfJob("    strategy: {matrix: {os: [ubuntu-16.04]}}\n"
                    "    steps: [run: x]\n"),
              IsEmpty());
}

TEST(Shells, AreKnown) {
  EXPECT_THAT(OfSteps("      - {run: x, shell: bsh}\n"
                      "      - {run: x, shell: 'bash -e {0}'}\n"
                      "      - {run: x, shell: 'perl'}\n"
                      "      - {run: x, shell: 'bash -l'}\n"
                      "      - {run: x, shell: cmd}\n"
                      "      - {run: x, shell: pwsh}\n"),
              ElementsAre("there is no shell 'bsh'", "there is no shell 'perl'",
                          "the shell 'bash -l' has no place for the script",
                          "'cmd' is on Windows alone, and 'test' runs on "
                          "Linux"));
}

TEST(Permissions, AreKnown) {
  EXPECT_THAT(OfJob("    permissions: {content: read, issues: reads, "
                    "id-token: read, models: read}\n    steps: [run: x]\n"),
              ElementsAre("there is no permission 'content'",
                          "'issues' takes no level 'reads'",
                          "'id-token' takes no level 'read'"));
  EXPECT_THAT(OfJob("    permissions: write\n    steps: [run: x]\n"),
              ElementsAre("'write' gives no permissions"));
}

TEST(Commands, ThatAreOldAreFound) {
  EXPECT_THAT(
      OfSteps("      - run: |\n          echo \"::set-output name=a::b\""
              "\n          # ::set-env name=x::y\n"
              "          echo '::add-path::/x'\n"
              "          echo ::set-outputs\n"),
      ElementsAre("'::set-output' is deprecated",
                  "'::add-path' is refused by the runner"));
}

TEST(Names, OfVariablesHaveTheirForm) {
  EXPECT_THAT(OfSteps("      - {run: x, env: {'a b': c, D: e, 'x=y': z}}\n"),
              ElementsAre("'a b' is no name of a variable",
                          "'x=y' is no name of a variable"));
}

TEST(Limits, MakeSense) {
  EXPECT_THAT(
      OfJob("    timeout-minutes: 30\n    concurrency: {group: x, queue: min}\n"
            "    steps: [{run: x, timeout-minutes: 40}, {run: x, "
            "timeout-minutes: 0}]\n"),
      ElementsAre("'queue' has no value 'min'",
                  "40 minutes never pass: the job ends before",
                  "a timeout of 0 minutes ends the work at once"));
  EXPECT_THAT(OfJob("    timeout-minutes: 600\n    steps: [run: x]\n"),
              ElementsAre("600 minutes never pass: a job on GitHub's runners "
                          "ends after 360"));
  EXPECT_THAT(
      Of("on: push\nconcurrency: main\njobs: {a: {runs-on: x, concurrency: "
         "main, steps: [run: x]}}\n"),
      ElementsAre("the job 'a' waits for the group 'main', which this run "
                  "holds"));
}

TEST(Actions, HoldToTheirSyntax) {
  EXPECT_THAT(OfAction(R"(inputs: {a: {default: '${{ github.token }}'}}
outputs: {o: {value: '${{ steps.s.outputs.x }}'}}
runs:
  using: composite
  steps:
    - {run: '${{ inputs.a }}', shell: bash, id: s}
    - {uses: a/b@v1, if: inputs.a == 'x'}
)"),
              IsEmpty());
  EXPECT_THAT(
      OfAction("runs: {using: composite, steps: [{run: '${{ inputs.b }} ${{ "
               "secrets.X }}'}]}\n"),
      ElementsAre("'inputs' has no 'b'", "'secrets' is not available here"));
  EXPECT_THAT(OfAction("runs: {using: node16, main: x.js}\n"),
              ElementsAre("GitHub's runners no longer have node16"));
  EXPECT_THAT(OfAction("runs: {using: docker, main: x}\n"),
              ElementsAre("'runs' of a Docker action has no key 'main'",
                          "'runs' of a Docker action has no 'image'"));
  EXPECT_THAT(OfAction("runs: {using: deno}\n"),
              ElementsAre("'deno' is nothing that runs an action"));
}

TEST(Problems, OfInputsThatNothingReads) {
  Repository repository;
  repository.Add("a.yml", R"(on:
  workflow_call:
    inputs:
      a: {type: string}
      b: {type: string}
jobs:
  j: {runs-on: x, steps: [run: '${{ inputs.A }}']}
)");
  const auto& all = repository.Set().ProblemsOf(".github/workflows/a.yml");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].message, "nothing reads the input 'b'");
}

struct Weight {
  const char* job;
  Severity severity;
};

class Weighed : public testing::TestWithParam<Weight> {};

TEST_P(Weighed, ByWhatItDecides) {
  Repository repository;
  repository.Add("a.yml",
                 "on: push\njobs:\n  a: " + std::string(GetParam().job) + "\n");
  const auto& all = repository.Set().ProblemsOf(".github/workflows/a.yml");
  ASSERT_EQ(all.size(), 1u) << GetParam().job;
  EXPECT_EQ(all[0].severity.value_or(Severity::kError), GetParam().severity)
      << GetParam().job << ": " << all[0].message;
}

#define NO "${{ github.branch }}"
#define STEP(step) "{runs-on: ubuntu-latest, steps: [" step "]}"
INSTANTIATE_TEST_SUITE_P(
    All, Weighed,
    testing::Values(
        Weight{STEP("{run: x, if: github.branch == 'a'}"), Severity::kError},
        Weight{STEP("{run: 'echo " NO "'}"), Severity::kWarning},
        Weight{STEP("{run: x, env: {A: '" NO "'}}"), Severity::kWarning},
        Weight{STEP("{run: x, timeout-minutes: '" NO "'}"), Severity::kError},
        Weight{STEP("{run: x, continue-on-error: '" NO "'}"), Severity::kError},
        Weight{STEP("{run: 'echo ${{ fromJSON(github.branch) }}'}"),
               Severity::kError},
        Weight{STEP("{run: 'echo ${{ steps.x.outputs.y }}'}"),
               Severity::kWarning},
        Weight{STEP("{run: 'echo ${{ github }}'}"), Severity::kWarning},
        Weight{"{runs-on: '" NO "', steps: [{run: x}]}", Severity::kError},
        Weight{"{runs-on: x, environment: '" NO "', steps: [{run: x}]}",
               Severity::kError},
        Weight{"{runs-on: x, concurrency: '" NO "', steps: [{run: x}]}",
               Severity::kError},
        Weight{"{runs-on: x, strategy: {matrix: {os: ['" NO
               "']}}, steps: [{run: x}]}",
               Severity::kError},
        Weight{"{runs-on: x, outputs: {o: '" NO "'}, steps: [{run: x}]}",
               Severity::kWarning},
        Weight{"{uses: o/r/.github/workflows/w.yml@v1, with: {a: '" NO "'}}",
               Severity::kWarning},
        // GitHub refuses these wherever they stand.
        Weight{STEP("{run: 'echo ${{ githb.sha }}'}"), Severity::kError},
        Weight{STEP("{run: 'echo ${{ contain(1, 2) }}'}"), Severity::kError},
        Weight{STEP("{run: 'echo ${{ github. }}'}"), Severity::kError}));

TEST(Problems, SuggestWhatMayHaveBeenMeant) {
  Repository repository;
  repository.Add("a.yml", "on: pul_request" + std::string(kRest));
  const auto& all = repository.Set().ProblemsOf(".github/workflows/a.yml");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].help, "did you mean 'pull_request'?");
  EXPECT_EQ(all[0].fix_text, "pull_request");
}

}  // namespace
}  // namespace interlock::workflow
