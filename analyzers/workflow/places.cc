// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/places.h"

#include <array>
#include <iterator>

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr std::string_view kNames[] = {
    "github", "env",     "vars",     "job",    "jobs",  "steps",
    "runner", "secrets", "strategy", "matrix", "needs", "inputs"};
static_assert(std::size(kNames) == kContextNames);

// One bit for each context that the list names.
constexpr uint32_t MaskOf(std::string_view list) {
  uint32_t mask = 0;
  while (!list.empty()) {
    size_t end = list.find(' ');
    std::string_view word = list.substr(0, end);
    for (size_t i = 0; i < kContextNames; ++i) {
      if (kNames[i] == word) mask |= 1u << i;
    }
    list = end == std::string_view::npos ? "" : list.substr(end + 1);
  }
  return mask;
}

struct PlaceInfo {
  std::string_view contexts;
  std::string_view functions;
  uint32_t mask;
};
constexpr PlaceInfo kPlaces[] = {
#define INTERLOCK_PLACE(name, contexts, functions) \
  {contexts, functions, MaskOf(contexts)},
#include "analyzers/workflow/tables/places.def"
#undef INTERLOCK_PLACE
};

const PlaceInfo& InfoOf(Place place) {
  return kPlaces[static_cast<size_t>(place)];
}

}  // namespace

std::string_view NameOf(ContextName context) {
  return kNames[static_cast<size_t>(context)];
}

std::optional<ContextName> FindContext(std::string_view name) {
  for (size_t i = 0; i < kContextNames; ++i) {
    if (EqualsIgnoringCase(kNames[i], name)) return static_cast<ContextName>(i);
  }
  return std::nullopt;
}

std::string_view ContextsAt(Place place) { return InfoOf(place).contexts; }

std::string_view FunctionsAt(Place place) { return InfoOf(place).functions; }

bool IsAvailable(ContextName context, Place place) {
  return (InfoOf(place).mask >> static_cast<size_t>(context) & 1u) != 0;
}

}  // namespace interlock::workflow
