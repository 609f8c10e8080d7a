// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/runners.h"

#include <algorithm>

#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr RunnerInfo kRunners[] = {
#define INTERLOCK_RUNNER(label, system, state) \
  {label, System::system, RunnerState::state},
#include "analyzers/workflow/tables/runners.def"
#undef INTERLOCK_RUNNER
    {"linux", System::kLinux, RunnerState::kOwn},
    {"windows", System::kWindows, RunnerState::kOwn},
    {"macos", System::kMacos, RunnerState::kOwn},
    {"self-hosted", System::kAny, RunnerState::kOwn},
    {"x64", System::kAny, RunnerState::kOwn},
    {"x86", System::kAny, RunnerState::kOwn},
    {"arm", System::kAny, RunnerState::kOwn},
    {"arm64", System::kAny, RunnerState::kOwn},
};

constexpr size_t kMaxLabels = 1000;

bool AllOf(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

Text ScalarText(const Node& node) { return {&node, node.text, node.span}; }

// The key of `${{ matrix.key }}`, or "".
std::string MatrixKey(const Text& text) {
  Template parsed = ParseTemplate(text.text);
  if (!parsed.IsOneExpression()) return {};
  const Expression& expression = parsed.pieces.front().expression;
  if (!expression.ok()) return {};
  std::string path = PathOf(expression, expression.root);
  if (!path.starts_with("matrix.")) return {};
  std::string key = path.substr(7);
  return key.find_first_of(".*") == std::string::npos ? key : std::string();
}

void AddLabel(const Node& value, std::vector<Text>& labels) {
  if (value.IsScalar()) {
    if (!HasExpression(value.text)) labels.push_back(ScalarText(value));
  }
  if (labels.size() > kMaxLabels) labels.resize(kMaxLabels);
}

void FromMatrix(const Node& matrix, std::string_view key,
                std::vector<Text>& labels) {
  for (const Member& member : matrix.members) {
    bool include = member.key->text == "include";
    bool vector = EqualsIgnoringCase(member.key->text, key);
    if (!include && !vector) continue;
    for (const Node* item : member.value->items) {
      if (vector) {
        AddLabel(*item, labels);
        continue;
      }
      for (const Member& entry : item->members) {
        if (EqualsIgnoringCase(entry.key->text, key)) {
          AddLabel(*entry.value, labels);
        }
      }
    }
  }
}

}  // namespace

std::string_view NameOf(System system) {
  switch (system) {
    case System::kLinux:
      return "Linux";
    case System::kWindows:
      return "Windows";
    case System::kMacos:
      return "macOS";
    case System::kAny:
      break;
  }
  return "any system";
}

const RunnerInfo* FindRunner(std::string_view label) {
  for (const RunnerInfo& info : kRunners) {
    if (EqualsIgnoringCase(info.label, label)) return &info;
  }
  return nullptr;
}

std::vector<std::string_view> HostedLabels() {
  std::vector<std::string_view> labels;
  for (const RunnerInfo& info : kRunners) {
    if (info.state == RunnerState::kThere) labels.push_back(info.label);
  }
  return labels;
}

bool LooksHosted(std::string_view label) {
  std::string lower = AsciiLower(label);
  for (std::string_view system : {"ubuntu", "windows", "macos"}) {
    if (!lower.starts_with(system)) continue;
    std::string_view rest = std::string_view(lower).substr(system.size());
    if (rest.empty()) return system == "ubuntu";
    // "ubuntu-23.04", "windows-2024", "macos-12.3"
    if (rest.front() != '-' && rest.front() != '_') {
      return AllOf(rest, "0123456789.");
    }
    rest.remove_prefix(1);
    if (!rest.empty() && AllOf(rest, "0123456789.")) return true;
    // "ubuntu-lates", "macos-lastest"
    constexpr std::string_view kLatest[] = {"latest"};
    return rest != "latest" && rest.size() > 3 && rest.size() < 9 &&
           !Nearest(rest, kLatest).empty();
  }
  return false;
}

std::vector<Text> PossibleLabels(const Job& job) {
  std::vector<Text> labels;
  for (const Text& label : job.runner.labels) {
    if (!HasExpression(label.text)) {
      labels.push_back(label);
      continue;
    }
    std::string key = MatrixKey(label);
    if (key.empty() || job.matrix == nullptr) continue;
    FromMatrix(*job.matrix, key, labels);
  }
  return labels;
}

System SystemOf(const Job& job) {
  System system = System::kAny;
  for (const Text& label : job.runner.labels) {
    // Some expression may bring another system.
    if (HasExpression(label.text)) return System::kAny;
  }
  for (const Text& label : job.runner.labels) {
    const RunnerInfo* info = FindRunner(label.text);
    if (info != nullptr && info->system != System::kAny) system = info->system;
  }
  return system;
}

}  // namespace interlock::workflow
