// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/event_table.h"

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr EventInfo kEvents[] = {
#define INTERLOCK_EVENT(name, types, filters) {name, types, filters},
#include "analyzers/workflow/tables/events.def"
#undef INTERLOCK_EVENT
};

}  // namespace

std::span<const EventInfo> AllEvents() { return kEvents; }

const EventInfo* FindEvent(std::string_view name) {
  for (const EventInfo& event : kEvents) {
    if (event.name == name) return &event;
  }
  return nullptr;
}

bool HasWord(std::string_view list, std::string_view word) {
  for (std::string_view one : Split(list, ' ')) {
    if (!one.empty() && one == word) return true;
  }
  return false;
}

}  // namespace interlock::workflow
