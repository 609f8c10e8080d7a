// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/yaml_edit.h"

#include <algorithm>

#include "analyzers/workflow/reading.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

bool IsBlockMapping(const Source& source, const Node& mapping) {
  return mapping.IsMapping() && mapping.alias_of == nullptr &&
         !mapping.members.empty() && mapping.anchor.empty() &&
         source.text()[mapping.span.begin] != '{';
}

}  // namespace

std::optional<Edit> AddMemberBefore(const Source& source, const Node& mapping,
                                    std::string_view before,
                                    std::string_view key,
                                    const std::vector<std::string>& lines) {
  if (!IsBlockMapping(source, mapping)) return std::nullopt;
  const Member* member = mapping.FindMember(before);
  if (member == nullptr) return std::nullopt;
  uint32_t at = member->key->span.begin;
  std::string_view text = source.text();
  size_t column = ColumnOf(text, at);
  // Tabs and "? key" have no simple column.
  for (char c : text.substr(at - column, column)) {
    if (c != ' ' && c != '-') return std::nullopt;
  }
  std::string end(BreakOf(text));
  std::string indent(column, ' ');
  std::string added(key);
  added += ":";
  if (lines.size() == 1 && !lines[0].starts_with('\n')) {
    added += " " + lines[0] + end + indent;
  } else {
    added += end;
    for (const std::string& line : lines) {
      std::string_view inner = line;
      if (inner.starts_with('\n')) inner.remove_prefix(1);
      added += indent + "  " + std::string(inner) + end;
    }
    added += indent;
  }
  return Edit{&source, {at, at}, added};
}

std::optional<Edit> AddMember(const Source& source, const Node& mapping,
                              std::string_view key,
                              const std::vector<std::string>& lines) {
  if (!IsBlockMapping(source, mapping)) return std::nullopt;
  return AddMemberBefore(source, mapping, mapping.members.front().key->text,
                         key, lines);
}

std::optional<Edit> AddToMapping(const Source& source, const Node& parent,
                                 std::string_view key, std::string_view before,
                                 const std::string& line) {
  const Node* inner = parent.IsMapping() ? parent.Find(key) : nullptr;
  if (inner == nullptr) {
    return AddMemberBefore(source, parent, before, key, {"\n" + line});
  }
  if (!IsBlockMapping(source, *inner)) return std::nullopt;
  size_t colon = line.find(": ");
  return AddMember(source, *inner, line.substr(0, colon),
                   {line.substr(colon + 2)});
}

namespace {

// What is added right behind the text that ends at `at`.
Edit Behind(const Source& source, uint32_t at, std::string text) {
  return {&source, {at, at}, std::move(text)};
}

// A line of its own behind the line in which `before` ends, with what stands
// in front of `like` on its line repeated: blanks, and the dash of an entry.
std::optional<Edit> LineBehind(const Source& source, uint32_t before,
                               uint32_t like, std::string_view dash,
                               std::string_view line) {
  std::string_view text = source.text();
  size_t column = ColumnOf(text, like);
  std::string_view lead = text.substr(like - column, column);
  if (Trim(lead) != dash || lead.find('\t') != lead.npos) return std::nullopt;
  auto end = static_cast<uint32_t>(LineEnd(text, before));
  std::string added(BreakOf(text));
  added += lead;
  added += line;
  return Behind(source, end, std::move(added));
}

std::optional<Edit> AddToEvents(const Source& source, const Node& on,
                                std::string_view event) {
  const Node& last = *on.items.back();
  if (source.text()[on.span.begin] == '[') {
    return Behind(source, last.span.end, ", " + std::string(event));
  }
  return LineBehind(source, last.span.end, on.items.front()->span.begin, "-",
                    event);
}

std::optional<Edit> AddToTriggers(const Source& source, const Node& on,
                                  std::string_view event) {
  const Member* behind = &on.members.back();
  std::string added(event);
  if (source.text()[on.span.begin] == '{') {
    if (behind->value->span.empty()) return std::nullopt;
    return Behind(source, behind->value->span.end, ", " + added + ": {}");
  }
  for (std::string_view usual : {"pull_request_target", "pull_request"}) {
    const Member* member = on.FindMember(usual);
    if (member != nullptr) behind = member;
  }
  uint32_t end = std::max(behind->key->span.end, behind->value->span.end);
  return LineBehind(source, end, on.members.front().key->span.begin, "",
                    added + ":");
}

}  // namespace

std::optional<Edit> AddEvent(const Workflow& workflow, std::string_view event) {
  const Node* root = workflow.document->root();
  const Node* on = root == nullptr ? nullptr : root->Find("on");
  if (on == nullptr || on->span.empty() || workflow.FindTrigger(event)) {
    return std::nullopt;
  }
  if (on->alias_of != nullptr || !on->anchor.empty()) return std::nullopt;
  const Source& source = *workflow.source;
  if (on->IsSequence() && !on->items.empty()) {
    return AddToEvents(source, *on, event);
  }
  if (on->IsMapping() && !on->members.empty()) {
    return AddToTriggers(source, *on, event);
  }
  bool word = on->IsScalar() && on->style != ScalarStyle::kLiteral &&
              on->style != ScalarStyle::kFolded;
  if (!word) return std::nullopt;
  std::string list = "[" + std::string(source.Text(on->span)) + ", ";
  list += event;
  return Edit{&source, on->span, list + "]"};
}

}  // namespace interlock::workflow
