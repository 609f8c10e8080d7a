// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace interlock::workflow {
namespace {

TEST(Facts, ListChecksAsJson) {
  Repository repository;
  repository.Add("ci.yml",
                 "on: {pull_request: {paths: [a]}}\n"
                 "jobs: {build: {}}\n");
  StringWriter text;
  {
    JsonWriter out(text, JsonLayout::kCompact);
    WriteChecksJson(repository.Set(), {"main", false}, "", out);
  }
  EXPECT_EQ(text.text(),
            R"([{"workflow":".github/workflows/ci.yml","jobs":["build"],)"
            R"("job":"build","name":"build","form":"job",)"
            R"("state":"sometimes","why":"the filter of paths decides",)"
            R"("events":{"pull_request":)"
            R"({"state":"sometimes","why":"path-filter"}}}])");
}

// The states of the checks under an event, by name.
std::string StatesUnder(std::string_view event) {
  Repository repository;
  repository.Add("ci.yml",
                 "on: [push, schedule, merge_group]\njobs:\n"
                 "  a: {}\n"
                 "  b: {if: github.event_name == 'schedule'}\n");
  StringWriter text;
  {
    JsonWriter out(text, JsonLayout::kCompact);
    WriteChecksJson(repository.Set(), {"main", false}, event, out);
  }
  std::string states;
  std::string_view rest = text.text();
  constexpr std::string_view kKey = R"("form":"job","state":")";
  for (size_t at = rest.find(kKey); at != rest.npos; at = rest.find(kKey)) {
    rest.remove_prefix(at + kKey.size());
    states += std::string(rest.substr(0, rest.find('"'))) + " ";
  }
  return states;
}

TEST(Facts, TellTheStateUnderAnEvent) {
  EXPECT_EQ(StatesUnder(""), "run skipped ");
  EXPECT_EQ(StatesUnder("merge_group"), "run skipped ");
  EXPECT_EQ(StatesUnder("schedule"), "run run ");
  EXPECT_EQ(StatesUnder("pull_request"), "none none ");
  EXPECT_EQ(StatesUnder("release"), "none none ");
}

}  // namespace
}  // namespace interlock::workflow
