// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

namespace interlock::workflow {

struct EventInfo {
  std::string_view name;
  std::string_view types;    // separated by spaces; "*" takes any
  std::string_view filters;  // keys besides `types`
};
std::span<const EventInfo> AllEvents();
const EventInfo* FindEvent(std::string_view name);

// Whether a list separated by spaces holds the word.
bool HasWord(std::string_view list, std::string_view word);

}  // namespace interlock::workflow
