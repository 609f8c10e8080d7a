// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/protection/verdict.h"
#include "parsers/json/json.h"
#include "parsers/text/hcl.h"
#include "parsers/text/toml.h"
#include "parsers/yaml/yaml.h"

namespace interlock::protection {

// A repository of workflows and protections written in a test.
class TestRepository {
 public:
  // JSON by its ending, else YAML. Paths under .github/workflows are
  // workflows, all others protections.
  TestRepository& Add(std::string path, std::string text) {
    bool json = path.ends_with(".json");
    bool terraform = path.ends_with(".tf");
    bool toml = path.ends_with(".toml");
    sources_.push_back(
        std::make_unique<Source>(std::move(path), std::move(text)));
    const Source& source = *sources_.back();
    documents_.push_back(std::make_unique<Document>(
        terraform ? ParseHcl(source)
        : toml    ? ParseToml(source)
        : json    ? ParseJson(source, JsonDialect::kStrict)
                  : ParseYaml(source)));
    return *this;
  }
  // A workflow on pull_request whose jobs are given indented by two.
  TestRepository& Jobs(const std::string& jobs,
                       const std::string& on = "pull_request") {
    return Add(".github/workflows/ci.yml",
               "name: CI\non: " + on + "\njobs:\n" + jobs);
  }
  // A classic protection of main with these contexts, as JSON.
  TestRepository& Require(const std::string& contexts) {
    return Add("protection/main.json",
               "{\"required_status_checks\":{\"strict\":true,\"contexts\":[" +
                   contexts + "]},\"enforce_admins\":true}");
  }

  Ground Build() {
    std::vector<workflow::Workflow> workflows;
    set_ = {};
    for (const auto& document : documents_) {
      bool is_workflow =
          document->source->path().starts_with(".github/workflows/");
      if (is_workflow) {
        workflows.push_back(workflow::Lower(*document));
      } else {
        set_.Add(*document);
      }
    }
    workflows_ = workflow::WorkflowSet(std::move(workflows));
    return {workflows_, set_, "main"};
  }
  const std::vector<Protection>& protections() const {
    return set_.protections;
  }

  // The verdict on the only context of the only protection that has one.
  Verdict Judged() {
    Ground ground = Build();
    for (const Protection& one : set_.protections) {
      if (one.contexts.empty()) continue;
      return Judge(one.contexts.front(), one, ground);
    }
    return {};
  }
  std::string Outcome() { return std::string(NameOf(Judged().outcome)); }

 private:
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<std::unique_ptr<Document>> documents_;
  ProtectionSet set_;
  workflow::WorkflowSet workflows_;
};

}  // namespace interlock::protection
