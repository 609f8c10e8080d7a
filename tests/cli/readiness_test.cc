// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/cli/cli_fixture.h"

namespace interlock {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Readiness : public testing::CliTest {
 protected:
  Readiness() { files.files["/r/.interlock.yml"] = "version: 1\n"; }
};

TEST_F(Readiness, SaysWhatIsMissingInAnEmptyRepository) {
  EXPECT_EQ(Run({"readiness"}), 0) << err;
  for (int phase = 0; phase <= 11; ++phase) {
    EXPECT_THAT(out, HasSubstr("phase " + std::to_string(phase)));
  }
  EXPECT_THAT(out, HasSubstr("0 of 12 phases are complete."));
  EXPECT_THAT(out, HasSubstr("Next step, phase 0: write .github/CODEOWNERS"));
}

TEST_F(Readiness, GivesThePlaceOfWhatIsThere) {
  files.files["/r/.github/CODEOWNERS"] = "* @acme/orders\n";
  files.files["/r/deploy/Chart.yaml"] = "name: orders\n";
  files.files["/r/ops/runbooks/release.md"] = "# Release\n";
  files.files["/r/.ci/config/release.yml"] =
      "# steps\ncanary:\n  steps: [5, 100]\n  window_secs: 300\n"
      "rollback: { strategy: helm_rollback }\n";
  EXPECT_EQ(Run({"readiness"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("phase 0   Preflight  (3 of 3)\n"));
  EXPECT_THAT(out, HasSubstr("[x] Canary steps are written down\n"
                             "      .ci/config/release.yml:3\n"));
  EXPECT_THAT(out, HasSubstr("1 of 12 phases are complete."));
  EXPECT_THAT(out, HasSubstr("Next step, phase 1:"));
}

TEST_F(Readiness, DoesNotTakeACommentForEvidence) {
  files.files["/r/.github/workflows/ci.yml"] =
      "on: pull_request\njobs:\n  build:\n    runs-on: ubuntu-latest\n"
      "    timeout-minutes: 5\n    steps:\n"
      "      - run: make  # cosign sign comes here\n";
  EXPECT_EQ(Run({"readiness"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("[ ] What is published is signed"));
  EXPECT_THAT(out, HasSubstr("[x] A workflow runs on every pull request\n"
                             "      .github/workflows/ci.yml:1\n"));
}

TEST_F(Readiness, CountsErrorsOfThePhase) {
  files.files["/r/.ci/config/slo.yml"] =
      "slos:\n  - { name: a, objective: 100 }\n";
  EXPECT_EQ(Run({"readiness"}), 0) << err;
  EXPECT_THAT(out,
              HasSubstr("next: mend 1 error, the first at "
                        ".ci/config/slo.yml:2 (slo-objective-impossible)"));
  files.files["/r/.ci/config/slo.yml"] =
      "slos:\n  - { name: a, objective: 99.9 }\n";
  EXPECT_EQ(Run({"readiness"}), 0) << err;
  EXPECT_THAT(out, Not(HasSubstr("slo-objective-impossible")));
}

TEST_F(Readiness, IsWrittenAsMarkdownAndJson) {
  EXPECT_EQ(Run({"readiness", "-o", "markdown"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("## Phase 11: Dashboards"));
  EXPECT_THAT(out, HasSubstr("- [ ] Owners of the code are written down: "));
  EXPECT_EQ(Run({"readiness", "-o", "json"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("\"met\": false"));
  EXPECT_EQ(Run({"readiness", "-o", "html"}), 2);
}

}  // namespace
}  // namespace interlock
