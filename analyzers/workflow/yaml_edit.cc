// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/yaml_edit.h"

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

}  // namespace interlock::workflow
