// SPDX-License-Identifier: Apache-2.0
#include "tests/support/case_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "core/line_index.h"

namespace interlock::test {
namespace {

// Below this folder stand files as they were merged, for rules that compare.
constexpr std::string_view kMerged = "MERGED/";

}  // namespace

CaseRun::CaseRun(const RuleCase& project, const Rule& rule)
    : project_(project), rule_(rule) {
  options_.today = project.today;
  if (rule.subject != SubjectKind::kEngine) {
    options_.rules = {std::string(rule.info->id)};
  }
  if (!project.config.empty()) {
    auto errors = ReadConfig(
        std::make_unique<Source>(std::string(kConfigName), project.config),
        config_);
    for (const Error& one : errors) error_ += one.Text() + "\n";
  }
  if (config_.baseline.empty()) return;
  const InputText* text = project.Find(config_.baseline);
  if (text == nullptr) {
    error_ += "the case has no file " + config_.baseline + "\n";
    return;
  }
  auto baseline =
      ReadBaseline(std::make_unique<Source>(text->path, text->bytes));
  if (!baseline.ok()) {
    error_ += baseline.error().Text() + "\n";
    return;
  }
  baseline_ = std::move(baseline).value();
  options_.baseline = &baseline_;
}

Inputs CaseRun::inputs() const {
  Inputs inputs;
  std::set<std::string> merged;
  for (const InputText& file : project_.files) {
    if (!file.path.starts_with(kMerged)) {
      inputs.files.push_back(file);
      continue;
    }
    std::string path = file.path.substr(kMerged.size());
    const InputText* now = project_.Find(path);
    merged.insert(path);
    if (now != nullptr && now->bytes == file.bytes) continue;
    inputs.old.push_back({path, file.bytes, false});
  }
  inputs.compared = !merged.empty();
  for (const InputText& file : inputs.files) {
    if (inputs.compared && !merged.contains(file.path)) {
      inputs.added.push_back(file.path);
    }
  }
  return inputs;
}

Report CaseRun::Run(Inputs inputs, unsigned threads) {
  RunOptions options = options_;
  options.threads = threads;
  return interlock::Run(std::move(inputs), config_, options, files_);
}

Report CaseRun::RunOver(Inputs inputs, const std::string& path) {
  RunOptions options = options_;
  options.filter = true;
  options.only = {path};
  return interlock::Run(std::move(inputs), config_, options, files_);
}

Report CaseRun::RunOnly(Inputs inputs, std::vector<std::string> rules) {
  RunOptions options = options_;
  options.rules = std::move(rules);
  return interlock::Run(std::move(inputs), config_, options, files_);
}

FixOutcome CaseRun::Fix(const Inputs& inputs) {
  return ApplyFixes(inputs, config_, options_, rule_.info->fix, files_);
}

std::vector<const Finding*> CaseRun::Live(const Report& report) const {
  std::vector<const Finding*> live;
  for (const Finding& finding : report.findings) {
    if (finding.live() && finding.rule == rule_.info) live.push_back(&finding);
  }
  return live;
}

std::vector<Seen> CaseRun::See(const Report& report) const {
  std::vector<Seen> seen;
  for (const Finding* finding : Live(report)) {
    seen.push_back({finding->source->path(),
                    LineOf(*finding->source, finding->span.begin),
                    finding->message});
  }
  std::ranges::sort(seen);
  return seen;
}

uint32_t LineOf(const Source& source, uint32_t offset) {
  return LineIndex(source.text()).Locate(offset, ColumnUnit::kUtf8).line;
}

std::string Serialised(const Finding& one) {
  std::string out = fmt::format(
      "{} {}:{}-{} {} {} '{}' '{}' '{}' {} {} '{}'\n", one.rule->id,
      one.source->path(), one.span.begin, one.span.end, Name(one.severity),
      Name(one.confidence), one.message, one.help, one.anchor, one.fingerprint,
      Name(one.suppressed_by), one.suppressed_why);
  for (const Related& related : one.related) {
    out += fmt::format("  related {}:{}-{} '{}'\n", related.source->path(),
                       related.span.begin, related.span.end, related.message);
  }
  for (const Fix& fix : one.fixes) {
    out += fmt::format("  fix {} '{}'\n", Name(fix.kind), fix.title);
    for (const Edit& edit : fix.edits) {
      out += fmt::format("    {}:{}-{} '{}'\n", edit.source->path(),
                         edit.span.begin, edit.span.end, edit.text);
    }
    for (const NewFile& file : fix.new_files) {
      out += fmt::format("    new {} '{}'\n", file.path, file.text);
    }
  }
  return out;
}

std::string Serialised(const Report& report) {
  std::string out;
  for (const Finding& one : report.findings) out += Serialised(one);
  return out;
}

}  // namespace interlock::test
