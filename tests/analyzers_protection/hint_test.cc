// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/hint.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace interlock::protection {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kJobs[] = R"(
  build: {steps: [{name: Compile all, run: make}]}
  lint: {name: Static checks}
  unit-tests:
    strategy: {matrix: {python: [3.9, 3.10]}}
  native:
    name: native ${{ matrix.os }}
    strategy: {matrix: {os: [a, b]}}
  call: {uses: ./.github/workflows/called.yml}
  dyn:
    strategy: {matrix: '${{ fromJSON(vars.M) }}'}
)";

Hint HintFor(const std::string& context, const std::string& jobs = kJobs) {
  TestRepository r;
  r.Jobs(jobs);
  r.Add(".github/workflows/called.yml",
        "on: workflow_call\njobs: {deploy: {name: Deploy it}}\n");
  // The names are copied out; the check is not looked at after this.
  Hint hint = FindHint(context, r.Build().workflows);
  hint.check = nullptr;
  return hint;
}

void Expect(const std::string& context, Mistake mistake,
            const std::vector<std::string>& names) {
  Hint hint = HintFor(context);
  EXPECT_EQ(NameOf(hint.mistake), NameOf(mistake)) << context;
  EXPECT_EQ(hint.names, names) << context;
}

TEST(Hint, NamesTheMistake) {
  Expect("build (pull_request)", Mistake::kEventSuffix, {"build"});
  Expect("CI / build", Mistake::kWorkflowPrefix, {"build"});
  Expect("ci.yml / build", Mistake::kWorkflowPrefix, {"build"});
  Expect("CI / build (push)", Mistake::kWorkflowPrefix, {"build"});
  Expect("CI / lint", Mistake::kWorkflowPrefix, {"Static checks"});
  Expect("lint", Mistake::kJobId, {"Static checks"});
  Expect("unit-tests", Mistake::kMatrixSuffix,
         {"unit-tests (3.9)", "unit-tests (3.1)"});
  Expect("unit-tests (3.10)", Mistake::kMatrixNumber, {"unit-tests (3.1)"});
  Expect("native ${{ matrix.os }}", Mistake::kTemplate,
         {"native a", "native b"});
  Expect("Deploy it", Mistake::kCallerMissing, {"call / Deploy it"});
  Expect("deploy", Mistake::kCallerMissing, {"call / Deploy it"});
  Expect("call / deploy", Mistake::kJobId, {"call / Deploy it"});
  Expect("call", Mistake::kCalleeMissing, {"call / Deploy it"});
  Expect("Build", Mistake::kCase, {"build"});
  Expect("static-checks", Mistake::kSpelling, {"Static checks"});
  Expect("Compile all", Mistake::kStepName, {"build"});
  Expect("biuld", Mistake::kNearest, {"build"});
  Expect("entirely different", Mistake::kNone, {});
}

TEST(Hint, TruncatedNamesAreKnownByTheirWhole) {
  std::string name(120, 'x');
  Hint hint = HintFor(name, fmt::format("  a: {{name: {}}}\n", name));
  EXPECT_EQ(hint.mistake, Mistake::kTruncated);
  EXPECT_THAT(hint.names, ElementsAre(fmt::format("{:x<97}...", "")));
}

TEST(Hint, WorkflowNameListsItsJobs) {
  Hint hint = HintFor("CI", "  a: {}\n  b: {}\n");
  EXPECT_EQ(hint.mistake, Mistake::kWorkflowName);
  EXPECT_THAT(hint.names, ElementsAre("a", "b"));
  EXPECT_FALSE(hint.Certain());
}

TEST(Hint, PatternsAreNoCertainty) {
  Hint hint = HintFor("dyn");
  EXPECT_EQ(hint.mistake, Mistake::kMatrixSuffix);
  EXPECT_THAT(hint.names, ElementsAre("dyn (*)"));
  EXPECT_FALSE(hint.Certain());
  EXPECT_THAT(Explain(hint), HasSubstr("what matches 'dyn (*)'"));
}

TEST(Hint, SaysWhatToDo) {
  EXPECT_THAT(Explain(HintFor("CI / build")), HasSubstr("require 'build'"));
  EXPECT_THAT(Explain(HintFor("biuld")), HasSubstr("did you mean 'build'?"));
  EXPECT_EQ(Explain(HintFor("entirely different")), "");
}

}  // namespace
}  // namespace interlock::protection
