// SPDX-License-Identifier: Apache-2.0
// How GitHub names checks, rule by rule (A1 to A28), and the rows of the truth
// table that go with them (N, M, X, T, R, I, E). Each row is a test of its
// own, called by its number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/workflow/check_names.h"
#include "analyzers/workflow/matrix.h"
#include "analyzers/workflow/presence.h"
#include "support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

struct Row {
  const char* number;
  std::string jobs;  // indented by two
  std::vector<std::string> names;
  CheckForm form = CheckForm::kJob;
};

class Algorithm : public testing::TestWithParam<Row> {};

TEST_P(Algorithm, Names) {
  EXPECT_THAT(NamesOfJobs(GetParam().jobs, GetParam().form),
              ElementsAreArray(GetParam().names))
      << GetParam().jobs;
}

std::string Named(const std::string& name) {
  return "  a: {name: " + name + "}\n";
}
std::string Matrix(const std::string& matrix, const std::string& more = "") {
  return "  test:\n" + more + "    strategy:\n      matrix: " + matrix + "\n";
}
std::string X(size_t count) { return std::string(count, 'x'); }

const std::string kName = "    name: ";
const auto kSkipped = CheckForm::kSkippedMatrix;

const Row kRows[] = {
    {"A01_absent_N01", "  build: {}\n", {"build"}},
    {"A01_null", "  build: {name: ~}\n", {"build"}},
    {"A01_empty", "  build: {name: ''}\n", {"build"}},
    {"A02_number_N05", Named("3.10"), {"3.1"}},
    {"A02_boolean", Named("TRUE"), {"true"}},
    {"A02_quoted", Named("'3.10'"), {"3.10"}},
    {"A05_no_suffix", Matrix("{os: [a]}", kName + "x ${{ 1 }}\n"), {"x 1"}},
    {"A05_folded_N15", Named("\"${{ 'Unit tests' }}\""), {"Unit tests"}},
    {"A05_folded_M16",
     Matrix("{os: [a]}", kName + "\"${{ 'Unit' }}\"\n"),
     {"Unit (a)"}},
    {"A06_values",
     Matrix("{v: [true, 1.50, ~, {k: 1}, [2]]}", kName + "n ${{ matrix.v }}\n"),
     {"n true", "n 1.5", "n ", "n Object", "n Array"}},
    {"A07_default",
     Matrix("{os: [a]}", kName + "${{ matrix.none }}\n"),
     {"test*"}},
    {"A08_M02",
     Matrix("{os: [a, b], node: [18, 20]}"),
     {"test (a, 18)", "test (a, 20)", "test (b, 18)", "test (b, 20)"}},
    {"A08_M13",
     Matrix("{os: [a, b]}", kName + "Unit tests\n"),
     {"Unit tests (a)", "Unit tests (b)"}},
    {"A05_M14",
     Matrix("{os: [a, b]}", kName + "Unit ${{ matrix.os }}\n"),
     {"Unit a", "Unit b"}},
    {"A05_M15",
     Matrix("{os: [a, b], v: [1, 2]}", kName + "Unit ${{ matrix.os }}\n"),
     {"Unit a", "Unit a", "Unit b", "Unit b"}},
    {"A09_M10",
     Matrix("{cfg: [{name: linux, arch: x64}]}"),
     {"test (linux, x64)"}},
    {"A09_M08", Matrix("{flag: ['', ~, x]}"), {"test", "test", "test (x)"}},
    {"A10_order",
     Matrix("{z: [1], a: [2, 3]}"),
     {"test (1, 2)", "test (1, 3)"}},
    {"A11_M04",
     Matrix("{python: [3.9, 3.10, 3.11]}"),
     {"test (3.9)", "test (3.1)", "test (3.11)"}},
    {"A11_M07",
     Matrix("{debug: [true, FALSE, 'True']}"),
     {"test (true)", "test (false)", "test (True)"}},
    {"A11_words",
     Matrix("{v: [yes, no, on, off, 2020-01-01, 1_000]}"),
     {"test (yes)", "test (no)", "test (on)", "test (off)", "test (2020-01-01)",
      "test (1_000)"}},
    {"A11_numbers",
     Matrix("{v: [0x1F, 0o17, 012, +1, 1.0, 1000000000000000, 0.00001]}"),
     {"test (31)", "test (15)", "test (12)", "test (1)", "test (1)",
      "test (1E+15)", "test (1E-05)"}},
    {"A11_fifteen_digits",
     Matrix("{v: [0.1234567890123456, 123456789012345678]}"),
     {"test (0.123456789012346)", "test (1.23456789012346E+17)"}},
    {"A12_tags", Named("!!str 3.10"), {"3.10"}},
    {"A12_aliases",
     "  a: {name: &n Shared}\n  b: {name: *n}\n",
     {"Shared", "Shared"}},
    {"A13_X13", Matrix("{v: ['1', '2'], exclude: [{v: 1}]}"), {"test (2)"}},
    {"A13_X14",
     Matrix("{os: [Linux, mac], exclude: [{os: LINUX}]}"),
     {"test (mac)"}},
    {"A13_true_is_one",
     Matrix("{v: [1, 2], exclude: [{v: true}]}"),
     {"test (2)"}},
    {"A13_missing_keys",
     Matrix("{a: [1, 2], b: [1, 2], exclude: [{a: 1}]}"),
     {"test (2, 1)", "test (2, 2)"}},
    {"A14_key_ignores_case",
     Matrix("{OS: [a, b], exclude: [{os: a}]}"),
     {"test (b)"}},
    {"A14_unknown_key", Matrix("{os: [a], exclude: [{x: 1}]}"), {"test (*)"}},
    {"A14_empty_entry", Matrix("{os: [a], exclude: [{}]}"), {"test (*)"}},
    {"A15_X03",
     Matrix("{os: [a, b], include: [{os: a, extra: hello}]}"),
     {"test (a)", "test (b)"}},
    {"A15_later_wins",
     Matrix("{os: [a], include: [{os: a, n: 1}, {os: a, n: 2}]}",
            kName + "n ${{ matrix.n }}\n"),
     {"n 2"}},
    {"A16_X04",
     Matrix("{os: [a, b], include: [{os: c, extra: hello}]}"),
     {"test (a)", "test (b)", "test (c, hello)"}},
    {"A16_X07",
     Matrix("{os: [a, b], exclude: [{os: b}], include: [{os: b, x: 1}]}"),
     {"test (a)", "test (b, 1)"}},
    {"A16_X09",
     Matrix("{os: [a], include: [{x: first, os: c, y: last}]}"),
     {"test (a)", "test (c, first, last)"}},
    {"A17_no_vector_key",
     Matrix("{os: [a, b], include: [{x: 1}]}"),
     {"test (a)", "test (b)"}},
    {"A17_empty_value",
     Matrix("{os: [a, b], include: [{os: [], x: 1}]}"),
     {"test (a)", "test (b)"}},
    {"A18_X05",
     Matrix("{include: [{os: a, v: 1}, {v: 2, os: b}]}"),
     {"test (a, 1)", "test (2, b)"}},
    {"A19_X12", Matrix("{os: [a], exclude: [{os: a}]}"), {"test"}},
    {"A19_empty_vector", Matrix("{os: []}"), {"test (*)"}},
    {"A19_no_vector", Matrix("{}"), {"test (*)"}},
    {"A20_T01", Named(X(100)), {X(100)}},
    {"A20_T02", Named(X(101)), {X(97) + "..."}},
    {"A20_after_suffix",
     Matrix("{v: [" + X(95) + "]}"),
     {"test (" + X(91) + "..."}},
    {"A22_expression_is_open",
     Matrix("{v: [" + X(101) + "]}", kName + "${{ matrix.v }}\n"),
     {X(97) + "*"}},
    {"A28_M24", Matrix("${{ fromJSON(needs.gen.outputs.m) }}"), {"test (*)"}},
    {"I02", Matrix("{os: [a]}", "    if: false\n"), {"test"}, kSkipped},
    {"I03",
     Matrix("{os: [a]}", "    if: false\n    name: native ${{ matrix.os }}\n"),
     {"native ${{ matrix.os }}"},
     kSkipped},
    {"I06",
     "  call: {if: false, uses: ./x.yml}\n",
     {"call"},
     CheckForm::kSkippedCaller},
};

INSTANTIATE_TEST_SUITE_P(Table, Algorithm, testing::ValuesIn(kRows),
                         [](const auto& row) {
                           return std::string(row.param.number);
                         });

std::string Call(const std::string& more = "") {
  return "on: pull_request\njobs:\n  call:\n"
         "    uses: ./.github/workflows/b.yml\n" +
         more;
}
std::string Callee(const std::string& jobs) {
  return "name: Called\non: workflow_call\njobs:\n" + jobs;
}
std::vector<std::string> Calls(const std::string& caller,
                               const std::string& callee) {
  Repository repository;
  repository.Add("a.yml", caller).Add("b.yml", callee);
  return Names(repository.Set());
}

TEST(AlgorithmOf, A03_N09_WorkflowNameFileAndEventAreNoPart) {
  Repository repository;
  repository.Add("ci.yml",
                 "name: CI\non: [push, pull_request]\njobs: {lint: {}}\n");
  EXPECT_THAT(Names(repository.Set()), ElementsAre("lint"));
}

TEST(AlgorithmOf, A04_NamesKnowNoEnv) {
  EXPECT_THAT(NamesOfJobs("  a: {name: 'x ${{ env.V }}', env: {V: 1}}\n"),
              ElementsAre("x *"));
}

TEST(AlgorithmOf, A21_R11_EachLevelIsCutByItself) {
  EXPECT_THAT(
      Calls("on: push\njobs:\n  build-checks:\n"
            "    strategy: {matrix: {arch: [s390x]}}\n"
            "    uses: ./.github/workflows/b.yml\n",
            Callee("  check: {name: " + std::string(120, 'c') + "}\n")),
      ElementsAre("build-checks (s390x) / " + std::string(97, 'c') + "..."));
}

TEST(AlgorithmOf, A23_R03_R04_SuffixesStayOnTheirLevel) {
  EXPECT_THAT(Calls(Call("    strategy: {matrix: {v: [1, 2]}}\n"),
                    Callee("  build: {}\n")),
              ElementsAre("call (1) / build", "call (2) / build"));
  EXPECT_THAT(
      Calls(Call(), Callee("  build: {strategy: {matrix: {os: [a, b]}}}\n")),
      ElementsAre("call / build (a)", "call / build (b)"));
}

TEST(AlgorithmOf, A23_R05_AnyDepth) {
  Repository repository;
  repository.Add("a.yml",
                 "on: push\njobs:\n  top:\n"
                 "    uses: ./.github/workflows/b.yml\n");
  repository.Add("b.yml", Callee("  m:\n    name: Middle\n"
                                 "    uses: ./.github/workflows/c.yml\n"));
  repository.Add("c.yml", Callee("  leaf: {}\n"));
  EXPECT_THAT(Names(repository.Set()), ElementsAre("top / Middle / leaf"));
}

TEST(AlgorithmOf, A23_R08_RemoteIsAPattern) {
  EXPECT_THAT(NamesOfJobs("  call: {uses: o/r/.github/workflows/x.yml@v1}\n",
                          CheckForm::kUnreadCallee),
              ElementsAre("call / *"));
}

TEST(AlgorithmOf, A23_R14_CalledAndTriggeredGivesBoth) {
  EXPECT_THAT(
      Calls(Call(), "on: {workflow_call: , push: }\njobs: {build: {}}\n"),
      ElementsAre("call / build", "build"));
}

TEST(AlgorithmOf, A24_Limits) {
  std::string sixteen = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]";
  EXPECT_EQ(NamesOfMatrix("{a: " + sixteen + ", b: " + sixteen + "}").size(),
            256u);
  EXPECT_THAT(NamesOfMatrix("{a: " + sixteen + ", b: " + sixteen +
                            ", include: [{a: 17}]}"),
              ElementsAre("test (*)"));
  Repository repository;
  for (int i = 0; i < 12; ++i) {
    std::string next = std::to_string(i + 1);
    repository.Add("w" + std::to_string(i) + ".yml",
                   std::string(i == 0 ? "on: push" : "on: workflow_call") +
                       "\njobs: {c: {uses: ./.github/workflows/w" + next +
                       ".yml}}\n");
  }
  repository.Add("w12.yml", Callee("  leaf: {}\n"));
  const WorkflowSet& set = repository.Set();
  ASSERT_EQ(set.checks.size(), 1u);
  EXPECT_EQ(set.checks.front().form, CheckForm::kUnreadCallee);
  EXPECT_TRUE(set.checks.front().CanBe(
      "c / c / c / c / c / c / c / c / c / c / c / c / leaf"));
}

TEST(AlgorithmOf, A25_NeedsIgnoreCase) {
  Repository repository;
  repository.Add("ci.yml",
                 "on: pull_request\njobs:\n  Gate: {if: false}\n"
                 "  a: {needs: GATE}\n");
  Branch main{"main", false};
  EXPECT_EQ(
      PresenceOf(repository.Set().checks[1], Event::kPullRequest, main).state,
      State::kSkipped);
}

TEST(AlgorithmOf, A27_AMatrixIsSkippedAsAWhole) {
  EXPECT_THAT(NamesOfJobs(Matrix("{os: [a, b]}", "    if: vars.x\n"), kSkipped),
              ElementsAre("test"));
}

TEST(AlgorithmOf, A28_APatternIsNeverAbsent) {
  Repository repository;
  repository.Add("ci.yml", "on: push\njobs:\n" +
                               Matrix("${{ fromJSON(needs.g.outputs.m) }}"));
  const Check& check = repository.Set().checks.front();
  EXPECT_TRUE(check.CanBe("test (ubuntu, 3.12)"));
  EXPECT_FALSE(check.CanBe("tests (ubuntu)"));
}

struct StateRow {
  const char* number;
  std::string on;
  std::string job;
  Event event;
  const char* state;
};
class States : public testing::TestWithParam<StateRow> {};

TEST_P(States, UnderTheEvent) {
  Repository repository;
  repository.Add("ci.yml", "on: " + GetParam().on +
                               "\njobs:\n  a: " + GetParam().job + "\n");
  for (const Check& check : repository.Set().checks) {
    if (check.form != CheckForm::kJob) continue;
    Presence presence =
        PresenceOf(check, GetParam().event, Branch{"main", false});
    EXPECT_EQ(NameOf(presence.state), GetParam().state);
    return;
  }
  FAIL() << "no check";
}

constexpr Event kPull = Event::kPullRequest;
const std::string kMatrix = "strategy: {matrix: {os: [x]}}";
const StateRow kStates[] = {
    {"E02_no_merge_group", "pull_request", "{}", Event::kMergeGroup, "none"},
    {"merge_group", "merge_group", "{}", Event::kMergeGroup, "runs"},
    {"merge_group_branches", "{merge_group: {branches: [rel]}}", "{}",
     Event::kMergeGroup, "none"},
    {"target", "pull_request_target", "{}", Event::kPullRequestTarget, "runs"},
    {"target_is_not_pull", "pull_request_target", "{}", kPull, "none"},
    {"schedule", "{schedule: [{cron: '0 0 * * *'}]}", "{}", kPull, "none"},
    {"workflow_run", "{workflow_run: {workflows: [x]}}", "{}", kPull, "none"},
    {"issue_comment", "issue_comment", "{}", kPull, "none"},
    {"dispatch", "workflow_dispatch", "{}", kPull, "none"},
    {"default_types", "pull_request", "{}", kPull, "runs"},
    {"no_synchronize", "{pull_request: {types: [opened]}}", "{}", kPull,
     "sometimes"},
    {"closed_only", "{pull_request: {types: [closed]}}", "{}", kPull, "none"},
    {"labeled_only", "{pull_request: {types: [labeled]}}", "{}", kPull,
     "sometimes"},
    {"paths", "{pull_request: {paths: [a]}}", "{}", kPull, "sometimes"},
    {"push_any", "push", "{}", Event::kPush, "runs"},
    {"push_to_main_alone", "{push: {branches: [main]}}", "{}", Event::kPush,
     "none"},
    {"push_tags", "{push: {tags: ['v*']}}", "{}", Event::kPush, "none"},
    {"push_not_main", "{push: {branches-ignore: [main]}}", "{}", Event::kPush,
     "runs"},
    {"I01_skipped_alone", "pull_request", "{if: false}", kPull, "skipped"},
    {"I02_matrix", "pull_request", "{if: false, " + kMatrix + "}", kPull,
     "none"},
    {"matrix_by_event", "pull_request",
     "{if: github.event_name == 'push', " + kMatrix + "}", kPull, "none"},
    {"matrix_by_change", "pull_request",
     "{if: github.event.pull_request.draft, " + kMatrix + "}", kPull,
     "sometimes"},
    {"matrix_by_variable", "pull_request", "{if: vars.x, " + kMatrix + "}",
     kPull, "unknown"},
};
INSTANTIATE_TEST_SUITE_P(Table, States, testing::ValuesIn(kStates),
                         [](const auto& row) {
                           return std::string(row.param.number);
                         });

}  // namespace
}  // namespace interlock::workflow
