// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/past.h"

#include <algorithm>
#include <set>

#include "analyzers/protection/protection.h"
#include "analyzers/workflow/workflow_set.h"
#include "parsers/json/json.h"
#include "parsers/text/hcl.h"
#include "parsers/yaml/yaml.h"

namespace interlock {
namespace {

using protection::Past;

std::unique_ptr<Document> ParseOld(const Source& source, FileKind kind) {
  if (kind == FileKind::kTerraform) {
    return std::make_unique<Document>(ParseHcl(source));
  }
  bool json = source.path().ends_with(".json");
  return std::make_unique<Document>(
      json ? ParseJson(source, JsonDialect::kStrict) : ParseYaml(source));
}

class Builder {
 public:
  explicit Builder(const Project& project)
      : project_(project), past_(std::make_unique<Past>()) {}

  std::unique_ptr<Past> Build() {
    for (const Source* old : project_.merged.old) TakeOld(*old);
    for (const InputFile& file : project_.files) TakeUnchanged(file);
    if (!changed_) return nullptr;
    past_->workflows = workflow::WorkflowSet(std::move(workflows_));
    const ProjectSettings& settings = project_.settings;
    past_->difference = protection::DifferenceOf(
        past_->workflows, *project_.workflows,
        {settings.default_branch, !settings.default_branch_stated, {}});
    return std::move(past_);
  }

 private:
  void TakeOld(const Source& old) {
    FileKind kind = KindOf(old.path(), old.text(), project_.settings);
    paths_.insert(old.path());
    bool counts = kind == FileKind::kWorkflow ||
                  kind == FileKind::kProtection || kind == FileKind::kTerraform;
    if (!counts) return;
    past_->documents.push_back(ParseOld(old, kind));
    Take(*past_->documents.back(), kind);
    changed_ = changed_ || kind == FileKind::kWorkflow;
  }

  void TakeUnchanged(const InputFile& file) {
    if (file.tree == nullptr || paths_.contains(file.path())) return;
    if (std::ranges::binary_search(project_.merged.added, file.path())) {
      changed_ = changed_ || file.kind == FileKind::kWorkflow;
      return;
    }
    Take(*file.tree, file.kind);
  }

  void Take(const Document& document, FileKind kind) {
    if (kind == FileKind::kWorkflow) {
      workflows_.push_back(workflow::Lower(document));
    } else if (kind == FileKind::kProtection || kind == FileKind::kTerraform) {
      past_->protections.Add(document);
    }
  }

  const Project& project_;
  std::unique_ptr<Past> past_;
  std::vector<workflow::Workflow> workflows_;
  std::set<std::string_view> paths_;  // changed since
  bool changed_ = false;
};

}  // namespace

std::unique_ptr<protection::Past> PastOf(const Project& project) {
  if (!project.merged.known) return nullptr;
  return Builder(project).Build();
}

}  // namespace interlock
