// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/registry.h"
#include "tests/support/case_run.h"
#include "tests/support/rule_case.h"

namespace interlock::test {

// A suite with this base runs once for each rule there is.
class RuleTest : public testing::TestWithParam<const Rule*> {
 protected:
  const Rule& rule() const { return *GetParam(); }
  const RuleInfo& info() const { return *GetParam()->info; }

  // The cases that can be run; mistakes in the others are the business of
  // the suite Cases.
  std::vector<RuleCase> RunnableCases() const {
    std::vector<std::string> errors;
    auto cases = LoadCases(info(), errors);
    std::erase_if(cases, [&](const RuleCase& one) {
      return !CaseRun(one, rule()).error().empty();
    });
    return cases;
  }
};

inline std::string RuleTestName(
    const testing::TestParamInfo<const Rule*>& param) {
  std::string name(param.param->info->id);
  std::ranges::replace(name, '-', '_');
  return name;
}

inline std::vector<const Rule*> RulesToTest() {
  auto rules = AllRules();
  return {rules.begin(), rules.end()};
}

}  // namespace interlock::test

#define INTERLOCK_FOR_EACH_RULE(Suite)                                        \
  INSTANTIATE_TEST_SUITE_P(Rules, Suite,                                      \
                           testing::ValuesIn(interlock::test::RulesToTest()), \
                           interlock::test::RuleTestName)
