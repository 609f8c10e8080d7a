// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/taint.h"

#include <gtest/gtest.h>

#include "tests/analyzers_workflow/support.h"

namespace interlock::workflow {
namespace {

// What reaches the last step's script, of a job with these steps, as
// "path after N hops", or "".
std::string Reaches(const std::string& steps) {
  Repository repository;
  repository.Add("ci.yml",
                 "on: [issue_comment, issues]\nenv:\n"
                 "  TITLE: ${{ github.event.issue.title }}\n"
                 "  SHA: ${{ github.sha }}\n"
                 "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n" +
                     steps);
  const WorkflowSet& set = repository.Set();
  const Body& body = set.bodies[0];
  Taint taint(set);
  auto found = taint.Of(body.steps->back().run, {&body, &body.steps->back()});
  if (!found) return "";
  return found->path + " " + std::to_string(found->hops.size());
}

struct Case {
  const char* steps;
  const char* reaches;
};

class Reaching : public testing::TestWithParam<Case> {};

TEST_P(Reaching, IsFollowed) {
  EXPECT_EQ(Reaches(GetParam().steps), GetParam().reaches) << GetParam().steps;
}

#define RUN "      - run: "
#define OUT "      - id: s\n        run: "
#define USE "\n      - run: echo ${{ steps.s.outputs.x }}\n"
INSTANTIATE_TEST_SUITE_P(
    All, Reaching,
    testing::Values(
        Case{RUN "echo ${{ github.event.comment.body }}\n",
             "github.event.comment.body 0"},
        Case{RUN "echo ${{ github.event.comment.id }}\n", ""},
        // Not an event of this workflow.
        Case{RUN "echo ${{ github.head_ref }}\n", ""},
        Case{RUN "echo ${{ toJSON(github.event) }}\n", "github.event 0"},
        Case{RUN "echo ${{ env.TITLE }}\n", "github.event.issue.title 1"},
        Case{RUN "echo ${{ env.SHA }}\n", ""},
        Case{RUN "echo ${{ contains(env.TITLE, 'x') }}\n", ""},
        Case{RUN "echo ${{ env.TITLE }}\n        env: {TITLE: fixed}\n", ""},
        Case{OUT "echo \"x=$TITLE\" >> \"$GITHUB_OUTPUT\"" USE,
             "github.event.issue.title 2"},
        Case{OUT "echo \"y=$TITLE\" >> \"$GITHUB_OUTPUT\"" USE, ""},
        Case{OUT "echo \"x=$SHA\" >> \"$GITHUB_OUTPUT\"" USE, ""},
        Case{OUT "echo \"x=${TITLE:-none}\" | tee -a $GITHUB_OUTPUT" USE,
             "github.event.issue.title 2"},
        Case{OUT "T=$(echo $TITLE | tr a b); echo x=$T >> $GITHUB_OUTPUT" USE,
             "github.event.issue.title 2"},
        Case{OUT "echo x=$(echo $TITLE | wc -c) >> $GITHUB_OUTPUT" USE, ""},
        Case{OUT "|\n          { echo 'x<<E'; echo \"$TITLE\"; echo E; } >> "
                 "$GITHUB_OUTPUT" USE,
             "github.event.issue.title 2"},
        Case{OUT "|\n          cat <<E >> $GITHUB_OUTPUT\n"
                 "          x=$TITLE\n          E" USE,
             "github.event.issue.title 2"},
        Case{OUT "|\n          cat <<'E' >> $GITHUB_OUTPUT\n"
                 "          x=$TITLE\n          E" USE,
             ""},
        Case{OUT "echo \"TITLE=$TITLE\" >> $GITHUB_ENV\n" RUN
                 "echo ${{ env.TITLE }}\n",
             "github.event.issue.title 1"},
        Case{OUT "echo \"N=$TITLE\" >> $GITHUB_ENV\n" RUN "echo ${{ env.N }}\n",
             "github.event.issue.title 2"},
        // A step that comes later writes nothing yet.
        Case{RUN "echo ${{ steps.s.outputs.x }}\n", ""},
        Case{"      - id: s\n        uses: tj-actions/changed-files@v1\n" RUN
             "echo ${{ steps.s.outputs.all_changed_files }}\n",
             "steps.s.outputs.all_changed_files 1"}));

// A hundred steps that hand a value on, each to the next, and to itself.
TEST(Taint, EndsOnLongAndCircularChains) {
  std::string steps =
      "      - id: s0\n        run: echo \"x=$TITLE\" >> $GITHUB_OUTPUT\n";
  for (int i = 1; i < 300; ++i) {
    std::string last = std::to_string(i - 1);
    steps += "      - id: s" + std::to_string(i) +
             "\n        env:\n          A: ${{ env.A }}${{ env.B }}"
             "\n          B: ${{ env.A }}${{ steps.s" +
             last +
             ".outputs.x }}\n        run: echo \"x=$A$B\" >> $GITHUB_OUTPUT\n";
  }
  EXPECT_EQ(Reaches(steps + RUN "echo ${{ steps.s299.outputs.x }}\n"), "");
}

constexpr char kRead[] = R"(on:
  workflow_call:
    inputs: {text: {type: string}}
    outputs:
      body: {value: '${{ jobs.read.outputs.body }}'}
      id: {value: '${{ jobs.read.outputs.id }}'}
      text: {value: '${{ jobs.read.outputs.text }}'}
jobs:
  other: {runs-on: x, steps: [{run: 'true'}]}
  read:
    runs-on: x
    outputs:
      body: ${{ steps.s.outputs.body }}
      id: ${{ github.event.comment.id }}
      text: ${{ steps.t.outputs.text }}
    steps:
      - id: s
        env: {BODY: '${{ github.event.comment.body }}'}
        run: echo "body=$BODY" >> "$GITHUB_OUTPUT"
      - id: t
        env: {TEXT: '${{ inputs.text }}'}
        run: echo "text=$TEXT" >> "$GITHUB_OUTPUT"
)";

constexpr char kWrap[] = R"(on:
  workflow_call:
    inputs: {text: {type: string}}
    outputs:
      text: {value: '${{ jobs.inner.outputs.text }}'}
jobs:
  inner:
    uses: ./.github/workflows/read.yml
    with: {text: '${{ inputs.text }}'}
)";

// What reaches the last step of the last job of ci.yml, beside a workflow that
// can be called and that hands a comment and its input back.
std::string ReachesAcross(const std::string& jobs) {
  Repository repository;
  repository.Add("ci.yml", "on: issue_comment\njobs:\n" + jobs);
  repository.Add("read.yml", kRead);
  repository.Add("wrap.yml", kWrap);
  const WorkflowSet& set = repository.Set();
  const Workflow& ci = *set.Find(".github/workflows/ci.yml");
  const Body& body = set.BodiesOf(ci).back();
  Taint taint(set);
  // Asked twice: what is remembered of one caller is not said of another.
  for (const Body& one : set.BodiesOf(ci)) {
    if (!one.steps->empty()) {
      taint.Of(one.steps->back().run, {&one, &one.steps->back()});
    }
  }
  auto found = taint.Of(body.steps->back().run, {&body, &body.steps->back()});
  if (!found) return "";
  return found->path + " " + std::to_string(found->hops.size());
}

class Across : public testing::TestWithParam<Case> {};

TEST_P(Across, IsFollowed) {
  EXPECT_EQ(ReachesAcross(GetParam().steps), GetParam().reaches)
      << GetParam().steps;
}

#define CALL(id, with) \
  "  " id ": {uses: ./.github/workflows/read.yml" with "}\n"
#define WRAP(id, with) \
  "  " id ": {uses: ./.github/workflows/wrap.yml" with "}\n"
#define BODY ", with: {text: '${{ github.event.comment.body }}'}"
#define SAFE ", with: {text: '${{ github.sha }}'}"
#define PRINT(what) \
  "  z: {needs: [a], steps: [{run: 'echo ${{ " what " }}'}]}\n"
#define MATRIX(matrix, what)                     \
  "  z: {needs: [a], strategy: {matrix: " matrix \
  "}, steps: ["                                  \
  "{run: 'echo ${{ " what " }}'}]}\n"
INSTANTIATE_TEST_SUITE_P(
    All, Across,
    testing::Values(
        // What a called workflow hands back.
        Case{CALL("a", "") PRINT("needs.a.outputs.body"),
             "github.event.comment.body 4"},
        Case{CALL("a", "") PRINT("needs.a.outputs.id"), ""},
        Case{CALL("a", "") PRINT("needs.a.outputs.none"), ""},
        Case{CALL("a", "") PRINT("fromJSON(needs.a.outputs.body).x"),
             "github.event.comment.body 4"},
        Case{"  a: {uses: ./.github/workflows/none.yml}\n" PRINT(
                 "needs.a.outputs.body"),
             ""},
        // An input that it hands back is that of this caller alone.
        Case{CALL("a", BODY) PRINT("needs.a.outputs.text"),
             "github.event.comment.body 5"},
        Case{CALL("a", SAFE) PRINT("needs.a.outputs.text"), ""},
        Case{CALL("b", BODY) CALL("a", SAFE) PRINT("needs.a.outputs.text"), ""},
        Case{CALL("b", SAFE) CALL("a", BODY) PRINT("needs.a.outputs.text"),
             "github.event.comment.body 5"},
        Case{"  b: {needs: [c], steps: [{run: "
             "'echo ${{ needs.c.outputs.text }}'}]}\n" CALL("c", BODY)
                 CALL("a", SAFE) PRINT("needs.a.outputs.text"),
             ""},
        Case{WRAP("a", BODY) PRINT("needs.a.outputs.text"),
             "github.event.comment.body 7"},
        Case{WRAP("b", BODY) WRAP("a", SAFE) PRINT("needs.a.outputs.text"), ""},
        // Matrices.
        Case{CALL("a", "")
                 MATRIX("'${{ fromJSON(needs.a.outputs.body) }}'", "matrix.os"),
             "github.event.comment.body 5"},
        Case{CALL("a", "")
                 MATRIX("'${{ fromJSON(needs.a.outputs.id) }}'", "matrix.os"),
             ""},
        Case{CALL("a", "")
                 MATRIX("{os: '${{ fromJSON(needs.a.outputs.body) }}', v: [1]}",
                        "matrix.os"),
             "github.event.comment.body 5"},
        Case{CALL("a", "")
                 MATRIX("{os: '${{ fromJSON(needs.a.outputs.body) }}', v: [1]}",
                        "matrix.v"),
             ""},
        Case{CALL("a", "")
                 MATRIX("{v: [1, '${{ github.event.comment.body }}']}",
                        "matrix.v"),
             "github.event.comment.body 1"},
        Case{CALL("a", "") MATRIX("{v: [{x: 1, y: '${{ "
                                  "github.event.comment.body }}'}]}",
                                  "matrix.v.y"),
             "github.event.comment.body 1"},
        Case{CALL("a", "") MATRIX("{v: [{x: 1, y: '${{ "
                                  "github.event.comment.body }}'}]}",
                                  "matrix.v.x"),
             ""},
        Case{CALL("a", "") MATRIX("{v: [1], include: [{v: 1, w: '${{ "
                                  "github.event.comment.body }}'}]}",
                                  "matrix.w"),
             "github.event.comment.body 1"},
        Case{CALL("a", "") MATRIX("{v: [1], include: '${{ "
                                  "fromJSON(needs.a.outputs.body) }}'}",
                                  "matrix.w"),
             "github.event.comment.body 5"},
        Case{CALL("a", "") MATRIX("{v: ['${{ github.event.comment.body }}']}",
                                  "toJSON(matrix)"),
             "github.event.comment.body 1"},
        Case{CALL("a", "") PRINT("matrix.os"), ""}));

}  // namespace
}  // namespace interlock::workflow
