// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/hint_names.h"

#include "core/text.h"

namespace interlock::protection {
namespace {

constexpr std::string_view kSeparator = " / ";

std::string_view StemOf(std::string_view path) {
  std::string_view name = BaseName(path);
  return name.substr(0, name.rfind('.'));
}

std::string_view After(std::string_view text, std::string_view front) {
  if (front.empty() || !StartsWithIgnoringCase(text, front)) return text;
  std::string_view rest = text.substr(front.size());
  for (std::string_view separator : {" / ", "/", ": ", " - ", " > "}) {
    if (rest.starts_with(separator) && rest.size() > separator.size()) {
      return rest.substr(separator.size());
    }
  }
  return text;
}

}  // namespace

std::string_view WithoutEvent(std::string_view text) {
  if (!text.ends_with(')')) return text;
  size_t open = text.rfind(" (");
  if (open == std::string_view::npos || open == 0) return text;
  std::string_view inner = text.substr(open + 2, text.size() - open - 3);
  for (std::string_view event :
       {"pull_request", "pull_request_target", "push", "merge_group",
        "workflow_dispatch", "workflow_run", "schedule", "dynamic"}) {
    if (inner == event) return text.substr(0, open);
  }
  return text;
}

bool NamesWorkflow(std::string_view text, const workflow::Workflow& workflow) {
  return EqualsIgnoringCase(text, workflow.name.text) ||
         EqualsIgnoringCase(text, BaseName(workflow.path())) ||
         EqualsIgnoringCase(text, StemOf(workflow.path())) ||
         text == workflow.path();
}

std::string_view WithoutWorkflow(std::string_view text,
                                 const workflow::Workflow& workflow) {
  for (std::string_view front :
       {std::string_view(workflow.path()), workflow.name.text,
        BaseName(workflow.path()), StemOf(workflow.path())}) {
    std::string_view rest = After(text, front);
    if (rest.size() != text.size()) return rest;
  }
  return text;
}

std::string IdsOf(const workflow::Check& check) {
  std::string ids;
  for (const workflow::CheckLevel& level : check.levels) {
    if (!ids.empty()) ids += kSeparator;
    ids += level.job->id.text;
  }
  return ids;
}

std::string BareNameOf(const workflow::Check& check) {
  std::string name;
  for (const workflow::NamePattern& level : check.bare_levels) {
    if (!level.exact()) return {};
    if (!name.empty()) name += kSeparator;
    name += level.parts().front();
  }
  return name;
}

std::string Squeezed(std::string_view text) {
  std::string squeezed;
  for (char c : AsciiLower(text)) {
    bool keep = IsDigit(c) || (c >= 'a' && c <= 'z') ||
                static_cast<unsigned char>(c) >= 0x80;
    if (keep) squeezed += c;
  }
  return squeezed;
}

}  // namespace interlock::protection
