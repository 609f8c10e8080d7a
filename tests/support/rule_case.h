// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "engine/run.h"
#include "rules/rule.h"
#include "tests/support/expectations.h"

namespace interlock::test {

// What every case takes for today unless it says otherwise.
inline constexpr std::string_view kToday = "2026-01-15";

// One repository to run one rule on: a file or a folder below
// testdata/rules/<rule-id>/, or a block of the rule's documentation.
struct RuleCase {
  std::string name;     // "bad.sql", "history"
  std::string on_disk;  // the file or folder itself, absolute; empty for docs
  bool folder = false;
  std::vector<InputText> files;  // without expectations, without the config
  std::string config;            // the text of .interlock.yml, or empty
  Date today;
  std::vector<Expectation> expected;  // sorted

  bool clean() const { return expected.empty(); }
  bool near() const { return name.find("near") != std::string::npos; }
  const InputText* Find(std::string_view path) const;
};

// Where a single file goes that does not say `file: ...` on its first line.
std::string DefaultPath(const RuleInfo& rule, std::string_view extension);

// The cases of a rule. What is wrong with the folder itself goes to `errors`.
std::vector<RuleCase> LoadCases(const RuleInfo& rule,
                                std::vector<std::string>& errors);
// testdata/rules/<rule>, or that below the folder that the environment names
// as INTERLOCK_TESTDATA.
std::string CaseFolder(std::string_view rule);

// The `bad` and `good` blocks of the rule's documentation, in order.
// Consecutive blocks of one kind that name a file form one project.
struct DocCase {
  RuleCase project;
  bool bad = false;
};
std::vector<DocCase> DocCases(const RuleInfo& rule);

}  // namespace interlock::test
