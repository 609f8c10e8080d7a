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
    WriteChecksJson(repository.Set(), {"main", false}, out);
  }
  EXPECT_EQ(text.text(),
            R"([{"workflow":".github/workflows/ci.yml","jobs":["build"],)"
            R"("name":"build","form":"job","events":{"pull_request":)"
            R"({"state":"sometimes","why":"path-filter"}}}])");
}

}  // namespace
}  // namespace interlock::workflow
