// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/yaml_edit.h"

#include <gtest/gtest.h>

#include <string>

#include "parsers/yaml/yaml.h"

namespace interlock::workflow {
namespace {

struct Case {
  const char* name;
  std::string before;
  std::string after;  // empty: left to a person
};

std::string Edited(const std::string& text) {
  Source source("w.yml", text);
  Document document = ParseYaml(source);
  EXPECT_TRUE(document.ok());
  Workflow workflow = Lower(document);
  auto edit = AddEvent(workflow, "merge_group");
  if (!edit) return "";
  std::string after = text;
  after.replace(edit->span.begin, edit->span.size(), edit->text);
  Source again("w.yml", after);
  Document parsed = ParseYaml(again);
  EXPECT_TRUE(parsed.ok()) << after;
  Workflow changed = Lower(parsed);
  EXPECT_NE(changed.FindTrigger("merge_group"), nullptr) << after;
  EXPECT_EQ(changed.triggers.size(), workflow.triggers.size() + 1) << after;
  EXPECT_EQ(changed.jobs.size(), workflow.jobs.size()) << after;
  return after;
}

class AddEventTest : public ::testing::TestWithParam<Case> {};

TEST_P(AddEventTest, KeepsTheRest) {
  EXPECT_EQ(Edited(GetParam().before), GetParam().after);
}

const Case kCases[] = {
    {"Name", "on: pull_request # all\njobs: {a: {}}\n",
     "on: [pull_request, merge_group] # all\njobs: {a: {}}\n"},
    {"Quoted", "on: 'pull_request'\n", "on: ['pull_request', merge_group]\n"},
    {"QuotedKey", "\"on\": push\n", "\"on\": [push, merge_group]\n"},
    {"FlowList", "on: [push, pull_request] # all\n",
     "on: [push, pull_request, merge_group] # all\n"},
    {"FlowListOverLines", "on: [\n  push, # one\n  pull_request, # two\n]\n",
     "on: [\n  push, # one\n  pull_request, merge_group, # two\n]\n"},
    {"BlockList",
     "on:\n  - push # one\n  - pull_request # two\njobs:\n  a: {}\n",
     "on:\n  - push # one\n  - pull_request # two\n  - merge_group\n"
     "jobs:\n  a: {}\n"},
    {"BlockListUnindented", "on:\n- push\njobs: {}\n",
     "on:\n- push\n- merge_group\njobs: {}\n"},
    {"BlockListAtTheEnd", "on:\n  - push", "on:\n  - push\n  - merge_group"},
    {"Mapping", "on:\n  # for people\n  pull_request: # all\n  push:\n",
     "on:\n  # for people\n  pull_request: # all\n  merge_group:\n  push:\n"},
    {"MappingWithFilters",
     "on:\n  pull_request:\n    branches: [main] # one\n\n"
     "  # by hand\n  workflow_dispatch:\n",
     "on:\n  pull_request:\n    branches: [main] # one\n  merge_group:\n\n"
     "  # by hand\n  workflow_dispatch:\n"},
    {"MappingOfOthers", "on:\n  push:\n    branches:\n      - main\njobs: {}\n",
     "on:\n  push:\n    branches:\n      - main\n  merge_group:\njobs: {}\n"},
    {"LineBreaks", "on:\r\n  pull_request:\r\njobs: {}\r\n",
     "on:\r\n  pull_request:\r\n  merge_group:\r\njobs: {}\r\n"},
    {"FlowMapping", "on: {pull_request: {}, push: {branches: [main]}}\n",
     "on: {pull_request: {}, push: {branches: [main]}, merge_group: {}}\n"},
    {"FlowMappingWithoutValue", "on: {push: }\n", ""},
    {"ThereAlready", "on: [pull_request, merge_group]\n", ""},
    {"ThereWithFilter", "on:\n  merge_group:\n    branches: [main]\n", ""},
    {"Anchored", "on: &events [push]\n", ""},
    {"Aliased", "x: &events [push]\non: *events\n", ""},
    {"Folded", "on: >\n  push\n", ""},
    {"Nothing", "on:\njobs: {}\n", ""},
    {"EmptyList", "on: []\n", ""},
    {"NoEvents", "jobs: {}\n", ""},
};

INSTANTIATE_TEST_SUITE_P(AllForms, AddEventTest, ::testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace interlock::workflow
