// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/workflow_text.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::governance {

std::string_view WordsOf(const workflow::Workflow& file,
                         const workflow::Job& job) {
  return job.node == nullptr ? std::string_view()
                             : file.source->Text(job.node->span);
}

bool SaysAny(std::string_view text, std::span<const std::string_view> words) {
  std::string lower = AsciiLower(text);
  return std::ranges::any_of(words, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool HasType(const workflow::Trigger& trigger, std::string_view type) {
  if (!trigger.types.present) {
    return type == "opened" || type == "synchronize" || type == "reopened";
  }
  return std::ranges::any_of(
      trigger.types.patterns,
      [&](const workflow::Text& one) { return one.text == type; });
}

}  // namespace interlock::governance
