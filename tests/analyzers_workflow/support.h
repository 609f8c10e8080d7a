// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/workflow/workflow_set.h"
#include "parsers/yaml/yaml.h"

namespace interlock::workflow {

// A repository of workflows written in a test. Paths without a folder stand
// under .github/workflows.
class Repository {
 public:
  Repository& Add(std::string path, std::string yaml) {
    if (path.find('/') == std::string::npos) {
      path = ".github/workflows/" + path;
    }
    sources_.push_back(
        std::make_unique<Source>(std::move(path), std::move(yaml)));
    documents_.push_back(
        std::make_unique<Document>(ParseYaml(*sources_.back())));
    return *this;
  }
  // The set; call it once all files are there.
  const WorkflowSet& Set() {
    std::vector<Workflow> workflows;
    std::vector<LocalAction> actions;
    for (const auto& document : documents_) {
      if (document->source->path().ends_with("action.yml")) {
        actions.push_back(LowerAction(*document));
      } else {
        workflows.push_back(Lower(*document));
      }
    }
    set_ = WorkflowSet(std::move(workflows), std::move(actions));
    return set_;
  }

 private:
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<std::unique_ptr<Document>> documents_;
  WorkflowSet set_;
};

// The names of the checks of one form, as shown.
inline std::vector<std::string> Names(const WorkflowSet& set,
                                      CheckForm form = CheckForm::kJob) {
  std::vector<std::string> names;
  for (const Check& check : set.checks) {
    if (check.form == form) names.push_back(check.name.Display());
  }
  return names;
}

// The names that one workflow with these jobs makes. `jobs` is indented by
// two, as it stands under `jobs:`.
inline std::vector<std::string> NamesOfJobs(const std::string& jobs,
                                            CheckForm form = CheckForm::kJob) {
  Repository repository;
  repository.Add("ci.yml", "on: pull_request\njobs:\n" + jobs);
  return Names(repository.Set(), form);
}

// The names of a job `test` with this matrix, given as one line of YAML.
inline std::vector<std::string> NamesOfMatrix(const std::string& matrix,
                                              const std::string& name = "") {
  std::string job = "  test:\n";
  if (!name.empty()) job += "    name: " + name + "\n";
  return NamesOfJobs(job + "    strategy:\n      matrix: " + matrix + "\n");
}

}  // namespace interlock::workflow
