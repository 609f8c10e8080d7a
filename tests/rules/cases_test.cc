// SPDX-License-Identifier: Apache-2.0
// What testdata/rules/<rule-id>/ announces is what the rule finds, no more
// and no less.
#include <map>

#include "tests/rules/rule_test.h"

namespace interlock::test {
namespace {

class Cases : public RuleTest {};
INTERLOCK_FOR_EACH_RULE(Cases);

// One line for each difference, in the order of the files.
std::string Difference(const RuleCase& one, const std::vector<Seen>& seen,
                       std::string_view rule) {
  std::map<std::pair<std::string, uint32_t>, int> balance;
  for (const Expectation& expected : one.expected) {
    ++balance[{expected.path, expected.line}];
  }
  std::string out;
  for (const Seen& finding : seen) {
    if (--balance[{finding.path, finding.line}] >= 0) continue;
    out += finding.path + ":" + std::to_string(finding.line) +
           ": not announced: " + finding.message + "\n";
  }
  for (const auto& [place, count] : balance) {
    for (int i = 0; i < count; ++i) {
      out += place.first + ":" + std::to_string(place.second) +
             ": announced, but " + std::string(rule) + " finds nothing\n";
    }
  }
  return out;
}

TEST_P(Cases, FindWhatTheyAnnounce) {
  std::vector<std::string> errors;
  for (const RuleCase& one : LoadCases(info(), errors)) {
    CaseRun run(one, rule());
    ASSERT_EQ(run.error(), "") << one.on_disk;
    Report report = run.Run(run.inputs());
    EXPECT_EQ(Difference(one, run.See(report), info().id), "") << one.on_disk;
    for (const Expectation& expected : one.expected) {
      EXPECT_EQ(expected.rule, info().id)
          << one.on_disk << ": only this folder's rule runs here";
    }
  }
  for (const std::string& error : errors) ADD_FAILURE() << error;
}

TEST_P(Cases, ShowBadGoodAndNearMisses) {
  std::vector<std::string> errors;
  int bad = 0, good = 0, near = 0;
  for (const RuleCase& one : LoadCases(info(), errors)) {
    if (one.name.starts_with("bad")) {
      EXPECT_FALSE(one.clean()) << one.on_disk << " announces nothing";
    }
    if (one.near() || one.name.starts_with("good")) {
      EXPECT_TRUE(one.clean()) << one.on_disk << " announces findings";
    }
    if (!one.clean()) {
      ++bad;
    } else if (one.near()) {
      ++near;
    } else {
      ++good;
    }
  }
  EXPECT_GE(bad, 1) << "no case with a finding in " << CaseFolder(info().id);
  EXPECT_GE(good, 1) << "no case without one in " << CaseFolder(info().id);
  EXPECT_GE(near, 1) << "no near miss (a clean case with 'near' in its name) "
                     << "in " << CaseFolder(info().id);
}

std::string Contents(const RuleCase& one) {
  std::string out = one.config + one.today.Text();
  for (const InputText& file : one.files) {
    out += "\n== " + file.path + "\n" + file.bytes;
  }
  return out;
}

TEST_P(Cases, AreNoCopiesOfEachOther) {
  std::vector<std::string> errors;
  std::map<std::string, std::string> names;
  for (const RuleCase& one : LoadCases(info(), errors)) {
    EXPECT_FALSE(one.files.empty() && one.config.empty()) << one.on_disk;
    auto [at, first] = names.emplace(Contents(one), one.name);
    EXPECT_TRUE(first) << one.on_disk << " is the same as " << at->second;
  }
}

}  // namespace
}  // namespace interlock::test
