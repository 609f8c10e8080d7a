// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/chosen_names.h"

namespace interlock::sql {
namespace {

// The most bytes of `text` up to `size` that end between two characters.
size_t Clip(std::string_view text, size_t size) {
  if (size >= text.size()) return text.size();
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    --size;
  }
  return size;
}

}  // namespace

ShortName JoinedName(std::string_view first, std::string_view second,
                     std::string_view label) {
  size_t extra = (second.empty() ? 0 : 1) + (label.empty() ? 0 : 1);
  size_t room = kMaxNameBytes - extra - label.size();
  size_t one = first.size();
  size_t two = second.size();
  while (one + two > room) {
    if (one > two)
      --one;
    else
      --two;
  }
  ShortName name;
  name.Add(first.substr(0, Clip(first, one)));
  if (!second.empty()) {
    name.Add("_");
    name.Add(second.substr(0, Clip(second, two)));
  }
  if (!label.empty()) {
    name.Add("_");
    name.Add(label);
  }
  return name;
}

std::string JoinedColumns(std::span<const std::string_view> columns) {
  std::string joined;
  for (std::string_view column : columns) {
    if (!joined.empty()) joined += '_';
    joined += column.substr(0, Clip(column, kMaxNameBytes));
    if (joined.size() > kMaxNameBytes) break;
  }
  return joined;
}

}  // namespace interlock::sql
