// SPDX-License-Identifier: Apache-2.0
// Every `bad` block of a rule's documentation gives a finding of that rule,
// every `good` block none.
#include "tests/rules/rule_test.h"

namespace interlock::test {
namespace {

class Docs : public RuleTest {};
INTERLOCK_FOR_EACH_RULE(Docs);

TEST_P(Docs, BlocksAreTrue) {
  for (const DocCase& one : DocCases(info())) {
    CaseRun run(one.project, rule());
    ASSERT_EQ(run.error(), "") << one.project.name;
    Report report = run.Run(run.inputs());
    auto seen = run.See(report);
    if (one.bad) {
      EXPECT_FALSE(seen.empty()) << one.project.name << " has no finding:\n"
                                 << one.project.files.front().bytes;
    }
    for (const Seen& finding : seen) {
      EXPECT_TRUE(one.bad) << one.project.name << ": " << finding.path << ":"
                           << finding.line << ": " << finding.message;
    }
  }
}

TEST_P(Docs, AreReadable) {
  std::string_view docs = info().docs;
  for (char c : docs) {
    ASSERT_TRUE(c == '\n' || (c >= ' ' && c < 0x7F))
        << "documentation is plain ASCII without tabs";
  }
  size_t fences = 0;
  for (size_t at = docs.find("```"); at != docs.npos;
       at = docs.find("```", at + 3)) {
    ++fences;
  }
  EXPECT_EQ(fences % 2, 0u) << "a code block is not closed";
  for (const OptionInfo& option : info().options) {
    EXPECT_FALSE(option.summary.empty()) << option.name;
  }
}

}  // namespace
}  // namespace interlock::test
