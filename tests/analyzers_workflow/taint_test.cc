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

}  // namespace
}  // namespace interlock::workflow
